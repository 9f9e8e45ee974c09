// IH ring and entries. Sequence: Linux ih_v6_0.c and ih_v7_0.c.
#include "driver/amd/interrupts.hpp"

#include <algorithm>
#include <bit>

#include "driver/regs/amd/ih.hpp"

namespace egpulab::driver::amd {

using namespace regs::amd;
using ih::ClientId;
using ih::GfxSource;

namespace {

constexpr u32 ring_dwords = boot_area::ih_ring.size / 4, entry_dwords = ih::entry_bytes / 4;
constexpr u32 virtual_address_space = 4;  // MC_SPACE

IhRbCntl control(bool enabled, bool message_signalled, bool clear_overflow) {
  return IhRbCntl{"RB_ENABLE"_f = enabled,
                  "RB_SIZE"_f = static_cast<u32>(std::bit_width(ring_dwords) - 1),
                  "WPTR_WRITEBACK_ENABLE"_f = true,
                  "WPTR_OVERFLOW_ENABLE"_f = true,
                  "ENABLE_INTR"_f = enabled && message_signalled,
                  "MC_SNOOP"_f = true,
                  "RPTR_REARM"_f = message_signalled,
                  "MC_SPACE"_f = virtual_address_space,
                  "WPTR_OVERFLOW_CLEAR"_f = clear_overflow};
}

// Source data of SQ_INTERRUPT_ID on gfx11 and gfx12 (SQ_INTERRUPT_WORD_ERROR; Linux amdkfd/kfd_int_process_v11.c, which
// serves both).
using SqWord0 = regs::Bits<32, regs::Field<"detail", 20, 0>, regs::Field<"type", 24, 21>, regs::Bit<"sa", 25>,
                           regs::Bit<"priv", 26>, regs::Field<"wave", 31, 27>>;
using SqWord1 = regs::Bits<32, regs::Field<"simd", 1, 0>, regs::Field<"wgp", 5, 2>, regs::Field<"encoding", 7, 6>>;
constexpr u32 sq_encoding_error = 2;
constexpr std::string_view sq_errors[] = {"uncorrectable data error", "illegal instruction", "memory violation",
                                          "data error on instruction fetch"};

bool is_shader_error(const ih::Entry& e) {
  return e["source_id"_f] == static_cast<u32>(GfxSource::sq_interrupt_id) &&
         SqWord1(e["source_data1"_f])["encoding"_f] == sq_encoding_error;
}

bool is_graphics_client(ClientId c) { return c == ClientId::gfx || c == ClientId::grbm_cp; }

Severity severity_of(const ih::Entry& e) {
  const ClientId client = e["client_id"_f];
  if (client == ClientId::vmc) return e["source_id"_f] == 0 ? Severity::fault : Severity::note;
  if (!is_graphics_client(client)) return Severity::note;
  switch (static_cast<GfxSource>(e["source_id"_f])) {
    case GfxSource::utcl2_fault:
    case GfxSource::utcl2_data_poisoning:
    case GfxSource::sdma_page_fault:
    case GfxSource::sdma_page_null:
    case GfxSource::sdma_vm_hole:
      return Severity::fault;
    case GfxSource::sq_interrupt_id:
      return is_shader_error(e) ? Severity::fatal : Severity::note;
    case GfxSource::cp_bad_opcode_error:
    case GfxSource::cp_pm4_pkt_rsvd_bit_error:
    case GfxSource::cp_priv_reg_fault:
    case GfxSource::cp_priv_instr_fault:
    case GfxSource::cp_ecc_error:
    case GfxSource::cp_fue_error:
    case GfxSource::cp_gpf:
    case GfxSource::cp_me_wait_reg_mem_poll_timeout:
    case GfxSource::sdma_queue_hang:
    case GfxSource::sdma_atomic_timeout:
    case GfxSource::sdma_poll_timeout:
    case GfxSource::sdma_page_timeout:
    case GfxSource::sdma_doorbell_invalid:
    case GfxSource::sdma_ecc:
    case GfxSource::sdma_sram_ecc:
      return Severity::fatal;
    default:
      return Severity::note;
  }
}

Interrupt classify(const ih::Entry& e) {
  const ClientId client = e["client_id"_f];
  Interrupt i;
  i.entry = e;
  i.severity = severity_of(e);
  i.from_mm_hub = client == ClientId::vmc;
  i.translation_fault = e["source_id"_f] == 0 && (client == ClientId::gfx || client == ClientId::vmc);
  return i;
}

}  // namespace

std::string to_string(const Interrupt& i) {
  const ih::Entry& e = i.entry;
  const ClientId client = e["client_id"_f];
  const std::string_view client_name = ih::to_string(client);
  std::string text =
      client_name.empty() ? fmt::format("client {:#x}", static_cast<u32>(client)) : std::string(client_name);
  const std::string_view source =
      is_graphics_client(client) ? ih::to_string(static_cast<GfxSource>(e["source_id"_f])) : std::string_view{};
  text += source.empty() ? fmt::format(" source {:#x}", e["source_id"_f]) : fmt::format(" {}", source);
  if (is_graphics_client(client) && is_shader_error(e)) {
    const SqWord0 w0(e["source_data0"_f]);
    const SqWord1 w1(e["source_data1"_f]);
    const u32 type = w0["type"_f];
    text += fmt::format(" ({}, wave {} of SA {} WGP {} SIMD {})",
                        type < std::size(sq_errors) ? sq_errors[type] : std::string_view("unknown error"), w0["wave"_f],
                        static_cast<u32>(w0["sa"_f]), w1["wgp"_f], w1["simd"_f]);
  }
  text += fmt::format(", VMID {}, ring {:#x}, data {:#x} {:#x} {:#x} {:#x}", e["vmid"_f], e["ring_id"_f],
                      e["source_data0"_f], e["source_data1"_f], e["source_data2"_f], e["source_data3"_f]);
  return text;
}

void InterruptRing::start(bool message_signalled) {
  const u64 ring = frame_buffer_.mc(boot_area::ih_ring.offset);
  stop();
  registers_.write_pair<IhRbBase, IhRbBaseHi>(ring >> 8);
  registers_.write(control(false, message_signalled, true));
  registers_.write_pair<IhRbWptrAddrLo, IhRbWptrAddrHi>(frame_buffer_.mc(boot_area::ih_write_pointer.offset));
  registers_.write(IhRbWptr{});
  registers_.write(IhRbRptr{});
  registers_.write(IhDoorbellRptr{});
  read_ = 0;
  // Page faults come in floods, from client 18 (VMC); throttle them before they fill the ring.
  registers_.modify<IhStormClientListCntl>("CLIENT18_IS_STORM_CLIENT"_f = true);
  registers_.modify<IhIntFloodCntl>("FLOOD_CNTL_ENABLE"_f = true);
  registers_.write(IhMsiStormCtrl{"DELAY"_f = 3u});
  // The overflow flag clears on a rising edge.
  registers_.write(control(true, message_signalled, false));
  registers_.write(control(true, message_signalled, true));
  registers_.write(control(true, message_signalled, false));
}

void InterruptRing::stop() {
  registers_.write(control(false, false, false));
  registers_.write(IhRbCntlRing1{});
}

Drained InterruptRing::drain() {
  Drained result;
  const IhRbWptr written = registers_.read<IhRbWptr>();
  const u32 end = written["OFFSET"_f] % ring_dwords;
  result.overflow = written["RB_OVERFLOW"_f];
  // After an overflow the oldest entries are overwritten: those that follow the write pointer are the oldest left.
  if (result.overflow) read_ = (end + entry_dwords) % ring_dwords;
  std::vector<u32> words;
  while (read_ != end) {
    const u32 stop_at = end > read_ ? end : ring_dwords;
    words.resize(stop_at - read_);
    vram_.read(boot_area::ih_ring.offset + u64{4} * read_, std::as_writable_bytes(std::span(words)));
    for (std::size_t i = 0; i + entry_dwords <= words.size(); i += entry_dwords) {
      ih::Entry::raw_type raw;
      std::copy_n(words.begin() + static_cast<std::ptrdiff_t>(i), entry_dwords, raw.begin());
      result.interrupts.push_back(classify(ih::Entry(raw)));
    }
    read_ = stop_at % ring_dwords;
  }
  if (!result.interrupts.empty() || result.overflow) registers_.write(IhRbRptr{"OFFSET"_f = read_});
  if (result.overflow) {
    registers_.modify<IhRbCntl>("WPTR_OVERFLOW_CLEAR"_f = true);
    registers_.modify<IhRbCntl>("WPTR_OVERFLOW_CLEAR"_f = false);
  }
  return result;
}

}  // namespace egpulab::driver::amd
