// RM's resource objects: a tree for each client, from its root down to engine objects of channels.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "driver/base/expected.hpp"
#include "driver/regs/nvidia/chip.hpp"
#include "driver/regs/nvidia/gsp/r570_144/status.hpp"
#include "simulator/core/state.hpp"

namespace egpulab::simulator::nvidia::gsp {

using regs::nvidia::gsp::r570_144::Status;

struct Rm;

// The kinds of objects that RM has; several classes share a kind.
enum class Kind : u8 {
  client,
  device,
  subdevice,
  va_space,
  memory,
  virtual_memory,
  channel_group,
  context_share,
  channel,
  engine_object,
  debugger,
  profiler,
  event,
  usermode,
  passive,  // takes part in the tree, and has no effect on the card
  missing,  // not modelled: refused and reported
};
std::string_view to_string(Kind kind);

using Architectures = u8;  // one bit an architecture
constexpr Architectures architecture_bit(regs::nvidia::Architecture a) {
  return static_cast<Architectures>(1u << (static_cast<u8>(a) - 0x17));
}

// A class that RM offers.
struct ClassRow {
  enum class Parameters : u8 { none, optional, required };
  u32 number = 0;
  Kind kind{};
  Architectures architectures = 0;  // whose chips have it
  bool several = true;              // a parent may have more than one of the kind
  Parameters parameters{};
  u16 parameter_bytes = 0;
  u32 parents = 0;  // one bit a Kind; 0: none, it is a root
};
const ClassRow* find_class(u32 number);
std::span<const ClassRow> classes();
constexpr u32 parent_bit(Kind k) { return 1u << static_cast<u32>(k); }
inline constexpr u32 any_parent = ~u32{0};

// Where an object is in the tree.
struct Identity {
  u32 client = 0, handle = 0, parent = 0;
  void visit(StateVisitor& v) { v(client), v(handle), v(parent); }
};

class Object {
 public:
  Object(const ClassRow& row, Identity identity) : row_(&row), identity_(identity) {}
  virtual ~Object() = default;
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;

  const ClassRow& row() const { return *row_; }
  Kind kind() const { return row_->kind; }
  u32 client() const { return identity_.client; }
  u32 handle() const { return identity_.handle; }
  u32 parent() const { return identity_.parent; }

  // Takes the class's parameters, whose size has been checked, and answers in them.
  virtual Status construct(Rm& rm, MutableBytes parameters) {
    (void)rm, (void)parameters;
    return Status::ok;
  }
  // Another object of the same content (DUP_OBJECT); kinds that RM cannot share make an empty one.
  virtual std::unique_ptr<Object> duplicate(Identity identity) const;
  // Undoes what it did to the card, before it goes.
  virtual void release(Rm& rm) { (void)rm; }
  // Whether it cannot outlive that object of its client, beside its parent.
  virtual bool depends_on(u32 handle) const {
    (void)handle;
    return false;
  }
  virtual void visit(StateVisitor& visit) { (void)visit; }

 private:
  const ClassRow* row_;
  Identity identity_;
};

// An object of the class, not yet constructed.
std::unique_ptr<Object> make_object(const ClassRow& row, Identity identity);

class ObjectTree {
 public:
  // Null: there is none.
  Object* find(u32 client, u32 handle) const;
  template <class T>
  T* find_as(u32 client, u32 handle, Kind kind) const {
    Object* o = find(client, handle);
    return o && o->kind() == kind ? static_cast<T*>(o) : nullptr;
  }
  bool has_client(u32 client) const { return clients_.contains(client); }
  // The first ancestor of that kind; null: none.
  Object* ancestor(const Object& of, Kind kind) const;

  void insert(std::unique_ptr<Object> object);
  // With all that it holds and all that depends on it, newest first. A client's root takes the client with it.
  void erase(Rm& rm, u32 client, u32 handle);
  void clear(Rm& rm);  // releases each
  void forget();       // as a reset of the chip does
  std::size_t size() const;

  // All objects in the order of client and creation.
  template <class F>
  void for_each(F f) const {
    for (const auto& [client, objects] : clients_)
      for (u32 handle : objects.order) f(*objects.by_handle.at(handle));
  }
  void visit(StateVisitor& visit);

 private:
  struct Client {
    std::map<u32, std::unique_ptr<Object>> by_handle;
    std::vector<u32> order;  // of creation
  };
  std::map<u32, Client> clients_;
};

}  // namespace egpulab::simulator::nvidia::gsp
