// From the ring to methods: GPFIFO entries, pushbuffer words, headers.
#include "simulator/nvidia/host/channel.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace egpulab::simulator::nvidia {

using namespace regs::literals;
using namespace regs::nvidia;

namespace {

// What fetching and decoding cost; ours, in the order of the hardware's rates.
constexpr i64 word_time = 2, entry_time = 300;
constexpr u32 chunk_words = 1024;
// Segments lie in the first 40 bits unless the extended base gives the rest.
constexpr unsigned segment_bits = 40;
constexpr u32 last_method = 0xfff;

}  // namespace

Nanoseconds Channel::run(u32 words, Nanoseconds slice) {
  spent_ = Nanoseconds{0};
  wait_.stop();
  if (!loaded_ && !load()) return Nanoseconds{entry_time};
  std::array<u32, chunk_words> chunk;
  Step step = Step::done;
  while (step == Step::done && words > 0 && spent_ < slice) {
    if (segment_left_ == 0) {
      if (pending_ || gp_get_ != gp_put_) {
        step = next_entry();
        if (step != Step::wait) continue;
      }
      if (userd_writeback_) write_back_userd();
      break;
    }
    const u32 n = std::min({segment_left_, chunk_words, words});
    const auto target = std::span(chunk).first(n);
    if (const auto f = host_space_.read(pb_get_, std::as_writable_bytes(target))) {
      pbdma_fault(*f);
      break;
    }
    u32 used = 0;
    step = decode(target, used);
    pb_get_ += 4 * u64{used};
    segment_left_ -= std::min(used, segment_left_);
    if (!subroutine_) top_level_get_ = pb_get_;
    words -= used;
    spent_ += Nanoseconds{used * word_time};
    services_.methods += used;
  }
  return std::max(spent_, Nanoseconds{word_time});
}

// Step::wait: there is none.
Step Channel::next_entry() {
  if (pending_) {
    pending_ = false;
    u32 put = 0;
    services_.memory.read({entry_.userd.aperture, entry_.userd.address + userd::gp_put}, as_writable_bytes(put));
    gp_put_ = put;
  }
  if (gp_put_ >= gp_entries_ || gp_get_ >= gp_entries_)
    return pbdma_error("INTR_0_GPPTR",
                       fmt::format("GP_PUT {} and GP_GET {} of a ring of {} entries", gp_put_, gp_get_, gp_entries_));
  if (gp_get_ == gp_put_) return Step::wait;
  u64 raw = 0;
  if (const auto f = host_space_.load(gp_base_ + 8 * u64{gp_get_}, raw)) return pbdma_fault(*f);
  gp_get_ = gp_get_ + 1 == gp_entries_ ? 0 : gp_get_ + 1;
  spent_ += Nanoseconds{entry_time};
  const GpEntry entry(raw);
  if (entry["LENGTH"_f] == 0) return control_entry(GpControlEntry(raw));
  // A segment that would not be executed is not fetched.
  if (entry["FETCH_CONDITIONAL"_f] && !subdevice_active_) return Step::done;
  const u64 address = join64(entry["GET"_f] << 2, entry["GET_HI"_f]);
  if ((address + 4 * u64{entry["LENGTH"_f]}) >> segment_bits != 0)
    return pbdma_error("INTR_0_GPENTRY", fmt::format("GP entry {:#018x}: {} words at {:#x} reach the end of the "
                                                     "address space",
                                                     raw, u32{entry["LENGTH"_f]}, address));
  conditional_ = entry["FETCH_CONDITIONAL"_f];
  subroutine_ = entry["LEVEL_SUBROUTINE"_f];
  if (count_ != 0 && conditional_)
    return pbdma_error("INTR_0_PBSEG", "a conditional segment begins amid a method's data");
  pb_get_ = address | extended_base_ << segment_bits;
  segment_left_ = entry["LENGTH"_f];
  return Step::done;
}

Step Channel::control_entry(GpControlEntry entry) {
  switch (entry["OPCODE"_f]) {
    case GpOpcode::nop:
      return Step::done;
    case GpOpcode::gp_crc:
    case GpOpcode::pb_crc:
      report(Finding::unmodelled, entry["OPCODE"_f] == GpOpcode::gp_crc ? "GP entry GP_CRC" : "GP entry PB_CRC");
      return Step::done;
    case GpOpcode::set_pb_segment_extended_base:
      // Came with Hopper, whose segments may lie in 57 bits.
      if (services_.architecture == Architecture::hopper || services_.architecture >= Architecture::blackwell_gb10x) {
        extended_base_ = GpExtendedBase(entry["OPERAND"_f])["BASE"_f];
        return Step::done;
      }
      break;
    default:
      break;
  }
  return pbdma_error("INTR_0_GPENTRY", fmt::format("GP control entry {:#018x} of opcode {}", entry.raw(),
                                                   static_cast<u32>(entry["OPCODE"_f])));
}

Step Channel::decode(std::span<const u32> words, u32& used) {
  const u32 n = static_cast<u32>(words.size());
  Step step = Step::done;
  while (used < n) {
    if (count_ == 0) {
      step = instruction(words[used]);
      if (step == Step::again || step == Step::wait || step == Step::failed) return step;
      ++used;
      if (segment_left_ == 0) return step;  // END_PB_SEGMENT
      if (step == Step::yield) return step;
      continue;
    }
    step = subdevice_active_ ? execute(4 * method_, subchannel_, words[used]) : Step::done;
    if (step != Step::done && step != Step::yield) return step;
    ++used;
    --count_;
    if (kind_ == static_cast<u8>(SecOp::inc_method) || (kind_ == static_cast<u8>(SecOp::one_inc) && first_)) ++method_;
    first_ = false;
    if (step == Step::yield) return step;
  }
  return Step::done;
}

Step Channel::header_error(u32 word, const char* why) {
  return pbdma_error("INTR_0_PBENTRY", fmt::format("{:#010x}: {}", word, why));
}

// A word that is no method's data.
Step Channel::instruction(u32 word) {
  if (word == 0) return Step::done;  // NV_FIFO_DMA_NOP
  const Header header(word);
  switch (header["SEC_OP"_f]) {
    case SecOp::inc_method:
    case SecOp::non_inc_method:
    case SecOp::one_inc: {
      const u32 count = header["COUNT"_f], address = header["ADDRESS"_f];
      if (count == 0) return Step::done;
      const u32 last = header["SEC_OP"_f] == SecOp::inc_method             ? address + count - 1
                       : header["SEC_OP"_f] == SecOp::one_inc && count > 1 ? address + 1
                                                                           : address;
      if (last > last_method) return header_error(word, "its methods would go past the last method address");
      count_ = count;
      method_ = address;
      subchannel_ = header["SUBCHANNEL"_f];
      kind_ = static_cast<u8>(header["SEC_OP"_f]);
      first_ = true;
      return Step::done;
    }
    case SecOp::immd_data_method:
      return subdevice_active_ ? execute(4 * header["ADDRESS"_f], header["SUBCHANNEL"_f], header["COUNT"_f])
                               : Step::done;
    case SecOp::end_pb_segment:
      segment_left_ = 0;
      return Step::done;
    case SecOp::grp0_use_tert: {
      const SubdeviceMaskEntry entry(word);
      switch (entry["TERT_OP"_f]) {
        case TertOp::set_sub_dev_mask:
          subdevice_active_ = (entry["MASK"_f] & subdevice_id_) != 0;
          break;
        case TertOp::store_sub_dev_mask:
          stored_mask_ = entry["MASK"_f];
          return Step::done;
        case TertOp::use_sub_dev_mask:
          subdevice_active_ = (stored_mask_ & subdevice_id_) != 0;
          break;
        case TertOp::none:
          return header_error(word, "an old incrementing header, which this host does not decode");
      }
      // A conditional segment whose device is turned off is over.
      if (!subdevice_active_ && conditional_) segment_left_ = 0;
      return Step::done;
    }
    case SecOp::grp2_use_tert:
      return header_error(word, "an old non-incrementing header, which this host does not decode");
    case SecOp::reserved6:
      break;
  }
  return header_error(word, "no instruction of the pushbuffer");
}

Step Channel::execute(u32 address, u32 subchannel, u32 data) {
  const Step step =
      address < udma::end ? host_method(address, subchannel, data) : engine_method(address, subchannel, data);
  if (step == Step::done || step == Step::yield) phase_ = 0;
  return step;
}

}  // namespace egpulab::simulator::nvidia
