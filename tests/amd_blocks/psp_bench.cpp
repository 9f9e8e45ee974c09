// The PSP by hand.
#include "tests/amd_blocks/psp_bench.hpp"

#include "fixtures/firmware.hpp"

namespace egpulab::test {

namespace {

constexpr Nanoseconds poll = 20us, patience = 1s;

}  // namespace

const firmware::FirmwareSet& synthetic_set() {
  static const firmware::FirmwareSet set =
      firmware::FirmwareSet::load(
          firmware::MemorySource("synthetic", fixtures::synthetic_firmware("gc_11_0_0").value()),
          {.mp0 = {13, 0, 0}, .mp1 = {13, 0, 0}, .sdma = {6, 0, 0}, .gc = {11, 0, 0}})
          .value();
  return set;
}

u32 PspBench::hand_over(BootloaderCommand command, Bytes image) {
  gpu.write_block(0, image_at, image);
  mailbox(psp_mailbox::bootloader_argument, static_cast<u32>(mc(image_at) >> 20));
  mailbox(psp_mailbox::bootloader_command, static_cast<u32>(command));
  const Nanoseconds until = timeline.now() + patience;
  while (!(mailbox(psp_mailbox::bootloader_command) & psp::bootloader_ready) && timeline.now() < until) pass(poll);
  return mailbox(psp_mailbox::bootloader_command);
}

void PspBench::start_secure_os(const firmware::FirmwareSet& set) {
  const Bytes keys = set.sos(SosPart::kdb)->bytes;
  ASSERT_EQ(hand_over(BootloaderCommand::load_key_database, keys), psp::bootloader_ready);
  const bool psp14 = gpu.bases().at(Ip::mp0).version.major >= 14;
  ASSERT_EQ(hand_over(BootloaderCommand::load_tos_spl_table, psp14 ? set.sos(SosPart::spl)->bytes : keys),
            psp::bootloader_ready);
  ASSERT_EQ(hand_over(BootloaderCommand::load_sysdrv, set.sos(SosPart::sys_drv)->bytes), psp::bootloader_ready);
  constexpr std::pair<BootloaderCommand, SosPart> drivers[] = {
      {BootloaderCommand::load_socdrv, SosPart::soc_drv},
      {BootloaderCommand::load_intfdrv, SosPart::intf_drv},
      {BootloaderCommand::load_dbgdrv, SosPart::dbg_drv},
      {BootloaderCommand::load_rasdrv, SosPart::ras_drv},
      {BootloaderCommand::load_ipkeymgrdrv, SosPart::ipkeymgr_drv}};
  for (const auto& [command, part] : drivers)
    if (set.sos(part)) {
      ASSERT_EQ(hand_over(command, set.sos(part)->bytes), psp::bootloader_ready);
    }
  hand_over(BootloaderCommand::load_sosdrv, set.sos(SosPart::sos)->bytes);
  ASSERT_NE(mailbox(psp_mailbox::sos_alive), 0u);
}

u32 PspBench::ring_command(psp::RingCommand command) {
  mailbox(psp_mailbox::ring_command, static_cast<u32>(command));
  pass(20ms);  // as drivers do: "there might be handshake issue with hardware which needs delay"
  return mailbox(psp_mailbox::ring_command);
}

u32 PspBench::create_ring(u64 address, u32 bytes) {
  mailbox(psp_mailbox::ring_address_low, low32(address));
  mailbox(psp_mailbox::ring_address_high, high32(address));
  mailbox(psp_mailbox::ring_size, bytes);
  return ring_command(psp::RingCommand::init_gpcom_ring);
}

void PspBench::start_ring(const firmware::FirmwareSet& set) {
  ASSERT_NO_FATAL_FAILURE(start_secure_os(set));
  ASSERT_EQ(create_ring(mc(ring_at), ring_bytes) & (psp::ring_response_flag | psp::ring_status_mask),
            psp::ring_response_flag);
}

psp::Response PspBench::submit(psp::CommandBuffer command) {
  command.buf_size = sizeof command;
  command.buf_version = psp::command_buffer_version;
  gpu.write_block(0, command_at, as_bytes(command));
  const u32 pointer = mailbox(psp_mailbox::ring_write_pointer);
  psp::RingFrame frame{};
  frame.cmd_buf_addr_lo = low32(mc(command_at)), frame.cmd_buf_addr_hi = high32(mc(command_at));
  frame.cmd_buf_size = sizeof command;
  frame.fence_addr_lo = low32(mc(fence_at)), frame.fence_addr_hi = high32(mc(fence_at));
  frame.fence_value = ++fence_;
  gpu.write_block(0, ring_at + u64{pointer} * 4, as_bytes(frame));
  mailbox(psp_mailbox::ring_write_pointer, (pointer + frame_dwords) % (ring_bytes / 4));
  const Nanoseconds until = timeline.now() + patience;
  while (!fence_reached() && timeline.now() < until) pass(poll);
  psp::Response response;
  gpu.read_block(0, command_at + offsetof(psp::CommandBuffer, resp), as_writable_bytes(response));
  return response;
}

psp::Response PspBench::simple(psp::Command command) {
  psp::CommandBuffer c{};
  c.cmd_id = command;
  return submit(c);
}

psp::Response PspBench::load_toc(Bytes image) {
  gpu.write_block(0, image_at, image);
  psp::CommandBuffer c{};
  c.cmd_id = psp::Command::load_toc;
  c.cmd.load_toc = {low32(mc(image_at)), high32(mc(image_at)), static_cast<u32>(image.size())};
  return submit(c);
}

psp::Response PspBench::setup_tmr(u64 address, u32 bytes) {
  psp::CommandBuffer c{};
  c.cmd_id = psp::Command::setup_tmr;
  c.cmd.setup_tmr = {.buf_phy_addr_lo = low32(mc(address)),
                     .buf_phy_addr_hi = high32(mc(address)),
                     .buf_size = bytes,
                     .tmr_flags = 2,
                     .system_phy_addr_lo = low32(address),
                     .system_phy_addr_hi = high32(address)};
  return submit(c);
}

psp::Response PspBench::load_firmware(FirmwareType type, Bytes image, std::optional<u32> size) {
  gpu.write_block(0, image_at, image);
  psp::CommandBuffer c{};
  c.cmd_id = psp::Command::load_ip_fw;
  c.cmd.load_ip_fw = {low32(mc(image_at)), high32(mc(image_at)), size.value_or(static_cast<u32>(image.size())), type};
  return submit(c);
}

void PspBench::load_all(const firmware::FirmwareSet& set, bool graphics) {
  const psp::Response toc = load_toc(set.sos(SosPart::toc)->bytes);
  ASSERT_EQ(status_of(toc), Status::success);
  ASSERT_EQ(status_of(load_firmware(FirmwareType::smu, set.smu().bytes)), Status::success);
  if (toc.tmr_size != 0) {
    ASSERT_EQ(status_of(setup_tmr(tmr_at, toc.tmr_size)), Status::success);
  }
  for (const firmware::Piece* piece : set.load_order(4, graphics))
    ASSERT_EQ(status_of(load_firmware(static_cast<FirmwareType>(piece->type), piece->bytes)), Status::success)
        << piece->name;
  ASSERT_EQ(status_of(simple(psp::Command::autoload_rlc)), Status::success);
}

u32 PspBench::smu(u32 message, u32 argument) {
  write(Mp1SmnC2pmsg(0), smu_mailbox::response);
  write(Mp1SmnC2pmsg(argument), smu_mailbox::argument);
  write(Mp1SmnC2pmsg(message), smu_mailbox::message);
  const Nanoseconds until = timeline.now() + patience;
  while (read<Mp1SmnC2pmsg>(smu_mailbox::response).raw() == 0 && timeline.now() < until) pass(poll);
  return read<Mp1SmnC2pmsg>(smu_mailbox::response).raw();
}

}  // namespace egpulab::test
