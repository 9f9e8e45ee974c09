// The tree of resource objects: handles, parents, lifetime.
#include "simulator/nvidia/gsp/object.hpp"

#include <algorithm>
#include <array>

#include "simulator/core/state_visitors.hpp"

namespace egpulab::simulator::nvidia::gsp {

std::string_view to_string(Kind kind) {
  constexpr std::array<std::string_view, 16> names{"client",  "device",         "subdevice",     "address space",
                                                   "memory",  "virtual memory", "channel group", "context share",
                                                   "channel", "engine object",  "debugger",      "profiler",
                                                   "event",   "usermode",       "passive",       "missing"};
  return names[static_cast<std::size_t>(kind)];
}

std::unique_ptr<Object> Object::duplicate(Identity identity) const { return make_object(*row_, identity); }

Object* ObjectTree::find(u32 client, u32 handle) const {
  const auto c = clients_.find(client);
  if (c == clients_.end()) return nullptr;
  const auto o = c->second.by_handle.find(handle);
  return o == c->second.by_handle.end() ? nullptr : o->second.get();
}

Object* ObjectTree::ancestor(const Object& of, Kind kind) const {
  for (Object* o = find(of.client(), of.parent()); o; o = find(o->client(), o->parent())) {
    if (o->kind() == kind) return o;
    if (o->kind() == Kind::client) break;
  }
  return nullptr;
}

void ObjectTree::insert(std::unique_ptr<Object> object) {
  Client& c = clients_[object->client()];
  const u32 handle = object->handle();
  c.order.push_back(handle);
  c.by_handle.emplace(handle, std::move(object));
}

void ObjectTree::erase(Rm& rm, u32 client, u32 handle) {
  Object* object = find(client, handle);
  if (!object) return;
  // Looked up anew each time: to free one of them may free others.
  const auto held = [&]() -> const Object* {
    const Client& c = clients_.at(client);
    for (auto h = c.order.rbegin(); h != c.order.rend(); ++h) {
      const Object& o = *c.by_handle.at(*h);
      if (&o != object && (o.parent() == handle || o.depends_on(handle))) return &o;
    }
    return nullptr;
  };
  while (const Object* o = held()) erase(rm, client, o->handle());
  object->release(rm);
  Client& c = clients_.at(client);
  c.by_handle.erase(handle);
  std::erase(c.order, handle);
  if (c.by_handle.empty()) clients_.erase(client);
}

void ObjectTree::clear(Rm& rm) {
  while (!clients_.empty()) erase(rm, clients_.begin()->first, clients_.begin()->second.order.front());
}

void ObjectTree::forget() { clients_.clear(); }

std::size_t ObjectTree::size() const {
  std::size_t n = 0;
  for (const auto& [handle, c] : clients_) n += c.by_handle.size();
  return n;
}

void ObjectTree::visit(StateVisitor& visit) {
  u64 count = size();
  visit(count);
  if (!visit.restoring()) {
    for_each([&](Object& o) {
      u32 number = o.row().number;
      Identity identity{o.client(), o.handle(), o.parent()};
      visit(number), visit(identity);
      o.visit(visit);
    });
    return;
  }
  visit.expect_items(count);
  clients_.clear();
  for (u64 i = 0; i < count; ++i) {
    u32 number = 0;
    Identity identity;
    visit(number), visit(identity);
    const ClassRow* row = find_class(number);
    if (!row) throw StateMismatch("a snapshot holds an RM object of a class that this version does not have");
    auto object = make_object(*row, identity);
    object->visit(visit);
    insert(std::move(object));
  }
}

}  // namespace egpulab::simulator::nvidia::gsp
