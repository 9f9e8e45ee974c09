// GSP_RM_ALLOC, GSP_RM_CONTROL, FREE and DUP_OBJECT: the resource server's rules.
// Facts: open-gpu-kernel-modules 570.144 (MIT), rs_server.c, rs_client.c, rs_resource.c, alloc_free.c, rpc.c
// (rpcRmApiAlloc_GSP, rpcRmApiControl_GSP: a failed alloc shows in the RPC's result, a failed control in its own
// status).
#include <fmt/format.h>

#include "driver/regs/nvidia/gsp/r570_144/names.hpp"
#include "driver/regs/nvidia/gsp/r570_144/rpc.hpp"
#include "simulator/nvidia/gsp/controls/table.hpp"
#include "simulator/nvidia/gsp/rpc/table.hpp"

namespace egpulab::simulator::nvidia::gsp {

namespace {

constexpr u32 serialized = 2;  // RMAPI_RPC_FLAGS_SERIALIZED: parameters in FINN's encoding

// Which class a request means, and whether this chip has it.
Status check_class(Rm& rm, u32 number, const ClassRow*& row) {
  row = find_class(number);
  if (!row || (row->architectures & architecture_bit(rm.card.architecture())) == 0) return Status::err_invalid_class;
  if (row->kind != Kind::missing) return Status::ok;
  rm.unmodelled(fmt::format("class {}", r570::describe_class(number)));
  return Status::err_not_supported;
}

Status refuse_serialized(Rm& rm, std::string_view what) {
  rm.unmodelled(fmt::format("serialized parameters of {}", what));
  return Status::err_not_supported;
}

Status check_parent(Rm& rm, const ClassRow& row, const Identity& id) {
  const Object* parent = rm.objects.find(id.client, id.parent);
  if (!parent) return Status::err_object_not_found;
  if (!row.several) {
    bool there = false;
    rm.objects.for_each([&](Object& o) {
      there |= o.client() == id.client && o.parent() == id.parent && o.row().number == row.number;
    });
    if (there) return Status::err_state_in_use;
  }
  return row.parents & parent_bit(parent->kind()) ? Status::ok : Status::err_invalid_object_parent;
}

}  // namespace

Status allocate(Rm& rm, Identity id, u32 class_number, MutableBytes parameters) {
  const ClassRow* row = nullptr;
  if (const Status s = check_class(rm, class_number, row); s != Status::ok) return s;
  if (!parameters.empty() && parameters.size() != row->parameter_bytes) return Status::err_invalid_param_struct;
  if (parameters.empty() && row->parameters == ClassRow::Parameters::required) return Status::err_invalid_argument;
  if (row->kind == Kind::client) {
    // The root's own handle is the client's.
    if (rm.objects.has_client(id.client)) return Status::err_insert_duplicate_name;
    id.handle = id.client, id.parent = 0;
    if (id.client == 0) return Status::err_invalid_client;
  } else {
    if (!rm.objects.has_client(id.client)) return Status::err_invalid_object_handle;
    if (id.handle == id.client) return Status::err_invalid_object_parent;
    if (const Status s = check_parent(rm, *row, id); s != Status::ok) return s;
    if (id.handle == 0) return Status::err_invalid_object_handle;
    if (rm.objects.find(id.client, id.handle)) return Status::err_insert_duplicate_name;
  }
  auto object = make_object(*row, id);
  if (const Status s = object->construct(rm, parameters); s != Status::ok) return s;
  rm.objects.insert(std::move(object));
  return Status::ok;
}

Status rpc_alloc(Rm& rm, std::vector<std::byte>& bytes) {
  auto h = load<r570::RpcGspRmAlloc>(bytes);
  Status s = Status::err_invalid_param_struct;
  if (h.flags & serialized)
    s = refuse_serialized(rm, r570::describe_class(h.h_class));
  else if (h.params_size <= bytes.size() - sizeof h)
    s = allocate(rm, {h.h_client, h.h_object, h.h_parent}, h.h_class,
                 MutableBytes(bytes).subspan(sizeof h, h.params_size));
  h.status = static_cast<u32>(s);
  store(MutableBytes(bytes), 0, h);
  if (s != Status::ok) {
    rm.log.write(LogLine::alloc_failed, {h.h_client, h.h_parent, h.h_object, h.h_class, h.status}, rm.now());
    rm.refused(fmt::format("alloc of {} as {:#x} under {:#x} of client {:#x}: {}", r570::describe_class(h.h_class),
                           h.h_object, h.h_parent, h.h_client, r570::describe_status(h.status)));
  }
  return s;
}

namespace {

Status control(Rm& rm, const r570::RpcGspRmControl& h, MutableBytes parameters) {
  if (!rm.objects.has_client(h.h_client)) return Status::err_invalid_object_handle;
  Object* object = rm.objects.find(h.h_client, h.h_object);
  if (!object) return Status::err_object_not_found;
  const ControlRow* row = find_control(h.cmd);
  if (!row) {
    rm.unmodelled(r570::describe_control(h.cmd));
    return Status::err_not_supported;
  }
  if (row->object != object->kind()) return Status::err_not_supported;  // no method of that object's class
  if (row->bytes != 0 && parameters.size() != row->bytes) return Status::err_invalid_param_struct;
  return row->run ? row->run(rm, *object, parameters) : Status::ok;
}

}  // namespace

Status rpc_control(Rm& rm, std::vector<std::byte>& bytes) {
  auto h = load<r570::RpcGspRmControl>(bytes);
  Status s = Status::err_invalid_param_struct;
  if (h.flags & serialized)
    s = refuse_serialized(rm, r570::describe_control(h.cmd));
  else if (h.params_size <= bytes.size() - sizeof h)
    s = control(rm, h, MutableBytes(bytes).subspan(sizeof h, h.params_size));
  h.status = static_cast<u32>(s);
  store(MutableBytes(bytes), 0, h);
  if (s != Status::ok) {
    const Object* object = rm.objects.find(h.h_client, h.h_object);
    rm.log.write(LogLine::control_failed, {h.h_client, h.h_object, h.cmd, h.status}, rm.now());
    rm.refused(fmt::format("{} on {} {:#x} of client {:#x}: {}", r570::describe_control(h.cmd),
                           object ? to_string(object->kind()) : "object", h.h_object, h.h_client,
                           r570::describe_status(h.status)));
  }
  return Status::ok;
}

Status rpc_free(Rm& rm, std::vector<std::byte>& bytes) {
  auto h = load<r570::RpcFree>(bytes);
  const u32 client = h.params.h_root, object = h.params.h_object_old;
  Status s = Status::ok;
  if (!rm.objects.has_client(client))
    s = Status::err_invalid_object_handle;
  else if (const Object* o = rm.objects.find(client, object); !o)
    s = Status::err_object_not_found;
  else
    rm.objects.erase(rm, client, object);
  h.params.status = static_cast<u32>(s);
  store(MutableBytes(bytes), 0, h);
  if (s != Status::ok) {
    rm.log.write(LogLine::free_failed, {client, object, h.params.status}, rm.now());
    rm.refused(
        fmt::format("free of {:#x} of client {:#x}: {}", object, client, r570::describe_status(h.params.status)));
  }
  return s;
}

Status rpc_dup_object(Rm& rm, std::vector<std::byte>& bytes) {
  auto h = load<r570::RpcDupObject>(bytes);
  auto& p = h.params;
  const Object* source = rm.objects.find(p.h_client_src, p.h_object_src);
  Status s = Status::ok;
  if (!rm.objects.has_client(p.h_client) || !rm.objects.has_client(p.h_client_src))
    s = Status::err_invalid_object_handle;
  else if (!source || !rm.objects.find(p.h_client, p.h_parent))
    s = Status::err_object_not_found;
  else if (p.h_object == 0 || p.h_object == p.h_client)
    s = Status::err_invalid_object_handle;
  else if (rm.objects.find(p.h_client, p.h_object))
    s = Status::err_insert_duplicate_name;
  else if (source->kind() != Kind::memory && source->kind() != Kind::va_space)
    s = Status::err_invalid_argument;  // others cannot be shared
  else if ((source->row().parents & parent_bit(rm.objects.find(p.h_client, p.h_parent)->kind())) == 0)
    s = Status::err_invalid_object_parent;
  else
    rm.objects.insert(source->duplicate({p.h_client, p.h_object, p.h_parent}));
  p.status = static_cast<u32>(s);
  store(MutableBytes(bytes), 0, h);
  if (s != Status::ok)
    rm.refused(fmt::format("duplicate of {:#x} of client {:#x} as {:#x} of client {:#x}: {}", p.h_object_src,
                           p.h_client_src, p.h_object, p.h_client, r570::describe_status(p.status)));
  return s;
}

}  // namespace egpulab::simulator::nvidia::gsp
