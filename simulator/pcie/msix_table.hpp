// An MSI-X table and its pending bits, laid over a part of a BAR (PCI Local Bus 3.0, 6.8.2).
#pragma once

#include <vector>

#include "simulator/core/endpoint.hpp"

namespace egpulab::simulator::pcie {

// Answers for its range and passes everything else on.
class MsixTable final : public Endpoint {
 public:
  struct Message {
    u64 address;
    u32 data;
  };
  // `port` is asked for the interrupt again when a vector with a pending one is unmasked.
  MsixTable(u8 bar, u64 offset, u32 vectors, HostPort& port);
  void attach(Endpoint& below) { below_ = &below; }
  u8 bar() const { return bar_; }
  u64 offset() const { return offset_; }
  u32 vectors() const { return vectors_; }

  Message message(u32 vector) const;
  bool masked(u32 vector) const { return (words_[4 * vector + 3] & 1) != 0; }
  void set_pending(u32 vector, bool pending);
  bool pending(u32 vector) const { return (words_[4 * vectors_ + vector / 32] >> (vector % 32) & 1) != 0; }
  void clear();
  void visit_table(StateVisitor& visit) { visit(words_); }

  u32 read32(u8 bar, u64 offset) override;
  void write32(u8 bar, u64 offset, u32 value) override;
  void read_block(u8 bar, u64 offset, MutableBytes into) override;
  void write_block(u8 bar, u64 offset, Bytes from) override;
  void reset(Reset) override { clear(); }
  void visit(StateVisitor& visit) override { visit_table(visit); }
  std::vector<Memory*> memories() override { return {}; }

 private:
  bool covers(u64 offset) const { return offset >= offset_ && offset - offset_ < 4 * words_.size(); }

  u8 bar_;
  u64 offset_;
  u32 vectors_;
  HostPort& port_;
  Endpoint* below_ = nullptr;
  std::vector<u32> words_;  // 4 per vector, then the pending bits
};

}  // namespace egpulab::simulator::pcie
