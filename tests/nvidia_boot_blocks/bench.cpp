// The bench.
#include "tests/nvidia_boot_blocks/bench.hpp"

#include "simulator/nvidia/vbios/rom_image.hpp"

namespace egpulab::test {

using simulator::nvidia::Aperture;
using simulator::nvidia::PhysicalAddress;
namespace vbios = simulator::nvidia::vbios;
namespace rm = regs::nvidia::gsp::r570_144;

bool BenchMemory::read(PhysicalAddress from, MutableBytes into) {
  const bool video = from.aperture == Aperture::video;
  const u64 at = video ? from.address : from.address - host_base;
  simulator::Memory& m = video ? vram : host;
  if ((!video && from.address < host_base) || !m.contains(at, into.size())) return false;
  m.read(at, into);
  return true;
}
bool BenchMemory::write(PhysicalAddress to, Bytes from) {
  const bool video = to.aperture == Aperture::video;
  const u64 at = video ? to.address : to.address - host_base;
  simulator::Memory& m = video ? vram : host;
  if ((!video && to.address < host_base) || !m.contains(at, from.size())) return false;
  m.write(at, from);
  return true;
}
BenchMemory::Page BenchMemory::page(PhysicalAddress at, bool) {
  if (at.aperture == Aperture::video) return vram.contains(at.address, 4096) ? Page{&vram, at.address} : Page{};
  if (at.address < host_base || !host.contains(at.address - host_base, 4096)) return {};
  return {&host, at.address - host_base};
}

Bench::Bench(BenchOptions options)
    : profile(simulator::load_device_profile(options.profile).value()),
      memory(profile.vram.size),
      file("BAR0", 16 * MiB, timeline, report),
      registers(file, find_chip(profile.nvidia.chip)->architecture),
      pmc(timeline, registers, profile.nvidia),
      ptimer(timeline, registers, interrupts),
      pgc6(timeline, registers, profile, options.gfw_never_done),
      pfb(timeline, report, registers, profile, options.wpr2_up),
      prom(options.rom.empty() ? vbios::build_rom(profile) : std::move(options.rom)),
      boot_chain(profile, timeline, report, registers, prom.rom(), {memory, pfb, interrupts, pgc6}, options.faults) {
  file.set_unmodelled_answer(simulator::nvidia::pri_decode_error);
  simulator::nvidia::declare_device_table(registers, profile.nvidia);
  simulator::nvidia::declare_fuses(registers, profile.nvidia);
  boot_chain.connect(firmware);
  for (simulator::Block* block : {static_cast<simulator::Block*>(&pmc), static_cast<simulator::Block*>(&ptimer),
                                  static_cast<simulator::Block*>(&pgc6), static_cast<simulator::Block*>(&pfb)})
    blocks.add(*block);
  boot_chain.add_to(blocks);
  reset(Reset::power);
}

void Bench::reset(Reset kind) {
  file.reset();
  blocks.reset(kind);
}

void Bench::visit(simulator::StateVisitor& visit) {
  timeline.visit(visit);
  file.visit(visit);
  blocks.visit(visit);
}

std::vector<std::string> Bench::findings(Finding kind) const {
  std::vector<std::string> texts;
  for (const auto& entry : report.entries())
    if (entry.finding == kind) texts.push_back(entry.block + ": " + entry.what);
  return texts;
}

void reset_falcon(Bench& bench, const Microcontroller& unit) {
  bench.write_at(unit, FalconEngine{"RESET"_f = true});
  bench.write_at(unit, FalconEngine{});
  bench.pass(1ms);
  bench.write_at(unit, RiscvBcrCtrl{});
}

namespace {

constexpr u64 staging = 0x200000;  // in VRAM, or from the start of host memory

void transfer(Bench& bench, const Microcontroller& unit, u64 source, u32 offset, u32 bytes, bool code) {
  // Offsets of code are its virtual addresses, so the base lies that far before it.
  const u64 base = source - offset;
  bench.write_at(unit, FalconDmatrfbase{"BASE"_f = low32(base >> 8)});
  bench.write_at(unit, FalconDmatrfbase1{"BASE"_f = high32(base >> 8)});
  for (u32 at = 0; at < bytes; at += 256) {
    bench.write_at(unit, FalconDmatrfmoffs{"OFFS"_f = at});
    bench.write_at(unit, FalconDmatrffboffs{"OFFS"_f = offset + at});
    bench.write_at(unit, FalconDmatrfcmd{"SIZE"_f = dma_size_256, "IMEM"_f = code, "SEC"_f = u32{code}});
    bench.pass(1us);
  }
}

}  // namespace

void load_image(Bench& bench, const Microcontroller& unit, const Image& image, From from) {
  const bool vram = from == From::vram;
  simulator::Memory& memory = vram ? bench.memory.vram : bench.memory.host;
  const u64 bus = vram ? 0 : BenchMemory::host_base;
  const u64 data_at = staging + align_up(image.code.size(), 256);
  memory.write(staging, image.code);
  memory.write(data_at, image.data);
  bench.write_at(unit, FalconFbifCtl{"ALLOW_PHYS_NO_CTX"_f = true});
  bench.write_at(unit, FalconDmactl{});
  bench.write_at(unit,
                 FalconFbifTranscfg{"TARGET"_f = vram ? fbif_local_fb : fbif_coherent_sysmem, "MEM_TYPE"_f = true}, 0u);
  transfer(bench, unit, bus + staging, image.code_virtual, static_cast<u32>(image.code.size()), true);
  transfer(bench, unit, bus + data_at, 0, static_cast<u32>(image.data.size()), false);
}

void start_image(Bench& bench, const Microcontroller& unit, const Image& image, u64 mailboxes) {
  bench.write_at(unit, Falcon2BromParaaddr(image.signature), 0u);
  bench.write_at(unit, Falcon2BromEngidmask(image.engine_id_mask));
  bench.write_at(unit, Falcon2BromCurrUcodeId{"VAL"_f = image.ucode_id});
  bench.write_at(unit, Falcon2ModSel{"ALGO"_f = brom_algorithm_rsa3k});
  bench.write_at(unit, FalconBootvec(image.code_virtual));
  bench.write_at(unit, FalconMailbox0(low32(mailboxes)));
  bench.write_at(unit, FalconMailbox1(high32(mailboxes)));
  bench.write_at(unit, FalconCpuctl{"STARTCPU"_f = true});
}

void run_image(Bench& bench, const Microcontroller& unit, const Image& image, u64 mailboxes) {
  reset_falcon(bench, unit);
  load_image(bench, unit, image);
  start_image(bench, unit, image, mailboxes);
  bench.pass(100ms);
}

bool halted(Bench& bench, const Microcontroller& unit) { return bench.read_at<FalconCpuctl>(unit)["HALTED"_f]; }

Image fwsec_image(const Bench& bench, u32 command, u64 frts_offset, u64 frts_size) {
  using namespace regs::nvidia::vbios;
  const auto fwsec = vbios::find_fwsec(bench.prom.rom()).value();
  const auto& d = fwsec.descriptor;
  Image image{fwsec.code, fwsec.data, d.imem_virt_base, d.pkc_data_offset, d.engine_id_mask, d.ucode_id};
  const MutableBytes data = image.data;
  const u32 mapper_at = load<AppInterfaceEntry>(data, d.interface_offset + sizeof(AppInterfaceHeader)).dmem_offset;
  auto mapper = load<DmemMapperV3>(data, mapper_at);
  mapper.init_cmd = command;
  store(data, mapper_at, mapper);
  FwsecFrtsCommand in{};
  in.read_vbios = {1, sizeof(FwsecReadVbios), 0, 0, fwsec_read_vbios_flags};
  in.region = {1, sizeof(FwsecFrtsRegion), static_cast<u32>(frts_offset >> 12), static_cast<u32>(frts_size >> 12),
               frts_media_fb};
  store(data, mapper.cmd_in_buffer_offset, in);
  std::ranges::copy(fwsec.signatures.back(), image.data.begin() + d.pkc_data_offset);
  return image;
}

Image booter_image(const Bench& bench) {
  Image image{std::vector<std::byte>(0x400), std::vector<std::byte>(0x300), 0x100, 0x10, engine_id_sec2, 3};
  vbios::fill_opaque(image.code, 1);
  store(MutableBytes(image.code), 0,
        bench.registers.architecture() == Architecture::ada ? firmware_header::secure_code_ad10x
                                                            : firmware_header::secure_code_ga10x);
  vbios::fill_opaque(MutableBytes(image.data).subspan(image.signature, rsa3k_signature_size), 2);
  return image;
}

u64 usual_frts(const Bench& bench) { return align_down(bench.usable() - 2 * MiB, wpr_granularity); }

void place_meta(Bench& bench, const GspFiles& files) {
  bench.memory.host.write(files.meta_at - BenchMemory::host_base, as_bytes(files.meta));
}

GspFiles place_gsp_files(Bench& bench, u64 pages) {
  constexpr u64 bus = BenchMemory::host_base, page = 4096;
  simulator::Memory& host = bench.memory.host;
  u64 next = 16 * MiB;
  const auto take = [&](u64 count) { return std::exchange(next, next + count * page); };
  const u64 level2_pages = (pages + 511) / 512;
  const u64 root = take(1), level1 = take(1), level2 = take(level2_pages), image = take(pages);
  host.store(root, bus + level1);
  for (u64 i = 0; i < level2_pages; ++i) host.store(level1 + i * 8, bus + level2 + i * page);
  for (u64 i = 0; i < pages; ++i) host.store(level2 + i * 8, bus + image + i * page);
  GspFiles files;
  auto& m = files.meta;
  m.magic = rm::wpr_meta_magic;
  m.revision = rm::wpr_meta_revision;
  m.sysmem_addr_of_radix3_elf = bus + root;
  m.size_of_radix3_elf = pages * page - 100;
  m.sysmem_addr_of_bootloader = bus + take(6);
  m.size_of_bootloader = 6 * page;
  m.bootloader_code_offset = page;
  m.bootloader_manifest_offset = 2 * page;
  m.sysmem_addr_of_signature = bus + take(1);
  m.size_of_signature = page;
  host.store(m.sysmem_addr_of_signature - bus, u64{0x5167});
  m.fb_size = bench.usable();
  m.frts_offset = usual_frts(bench);
  m.frts_size = MiB;
  m.gsp_fw_wpr_end = m.frts_offset + m.frts_size;
  m.boot_bin_offset = align_down(m.frts_offset - m.size_of_bootloader, page);
  m.gsp_fw_offset = align_down(m.boot_bin_offset - m.size_of_radix3_elf, 64 * KiB);
  m.gsp_fw_heap_size = 128 * MiB;
  m.gsp_fw_heap_offset = align_down(m.gsp_fw_offset - m.gsp_fw_heap_size, MiB);
  m.gsp_fw_wpr_start = m.gsp_fw_heap_offset - MiB;
  m.non_wpr_heap_size = MiB;
  m.non_wpr_heap_offset = m.gsp_fw_wpr_start - MiB;
  files.meta_at = bus + take(1);
  place_meta(bench, files);
  return files;
}

}  // namespace egpulab::test
