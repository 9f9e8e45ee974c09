// Making page tables, channels and pushbuffers by hand.
#include "tests/nvidia_engines/card.hpp"

#include "driver/regs/nvidia/pte.hpp"
#include "driver/regs/nvidia/ptop.hpp"

namespace egpulab::simulator::nvidia::tests {

using namespace regs::nvidia;

bool TestHost::dma_read(u64 address, MutableBytes into) {
  if (address < base || !memory.contains(address - base, into.size())) return false;
  memory.read(address - base, into);
  return true;
}
bool TestHost::dma_write(u64 address, Bytes from) {
  if (address < base || !memory.contains(address - base, from.size())) return false;
  memory.write(address - base, from);
  return true;
}
HostPort::Page TestHost::dma_page(u64 address, bool) {
  const u64 page = align_down(address, Memory::page_size);
  if (page < base || !memory.contains(page - base, Memory::page_size)) return {};
  return {&memory, page - base};
}

// --- Page tables -----------------------------------------------------------------------------------------------------

PageTables::PageTables(Memory& vram, Architecture a)
    : vram_(vram), v3_(a == Architecture::hopper || a >= Architecture::blackwell_gb10x), next_(vram.size()) {
  root_ = take(4096);
}

u64 PageTables::take(u64 bytes) {
  next_ -= align_up(bytes, 4096);
  return next_;
}

u64 PageTables::leaf(PhysicalAddress to, const PageOptions& o) const {
  const auto aperture = static_cast<PteAperture>(to.aperture);
  if (!v3_)
    return PteV2{"VALID"_f = true,
                 "APERTURE"_f = aperture,
                 "PRIVILEGE"_f = o.privileged,
                 "READ_ONLY"_f = o.read_only,
                 "ATOMIC_DISABLE"_f = o.no_atomics,
                 "ADDRESS"_f = to.address >> 12,
                 "KIND"_f = u32{o.kind}}
        .raw();
  const u32 pcf = (o.privileged ? pcf_privilege : 0) | (o.read_only ? pcf_read_only : 0) |
                  (o.no_atomics ? pcf_no_atomic : 0) | pcf_acd;
  return PteV3{"VALID"_f = true, "APERTURE"_f = aperture, "PCF"_f = pcf, "KIND"_f = u32{o.kind},
               "ADDRESS"_f = to.address >> 12}
      .raw();
}

u64 PageTables::pointer(u64 table, bool big) const {
  if (big)
    return v3_ ? DualPdeBigV3{"APERTURE"_f = PdeAperture::video_memory, "PCF"_f = 2u, "ADDRESS_BIG"_f = table >> 8}
                     .raw()
               : DualPdeBigV2{"APERTURE"_f = PdeAperture::video_memory, "ADDRESS_BIG"_f = table >> 8}.raw();
  return v3_ ? PdeV3{"APERTURE"_f = PdeAperture::video_memory, "PCF"_f = 2u, "ADDRESS"_f = table >> 12}.raw()
             : PdeV2{"APERTURE"_f = PdeAperture::video_memory, "ADDRESS"_f = table >> 12}.raw();
}

u64 PageTables::dual_entry(u64 va) {
  const unsigned shifts_v2[] = {47, 38, 29}, shifts_v3[] = {56, 47, 38, 29};
  const std::span<const unsigned> shifts =
      v3_ ? std::span<const unsigned>(shifts_v3) : std::span<const unsigned>(shifts_v2);
  u64 at = root_;
  for (const unsigned shift : shifts) {
    const u64 mask = shift == (v3_ ? 56u : 47u) ? (v3_ ? 1 : 3) : 0x1ff;
    const u64 entry = at + (va >> shift & mask) * 8;
    u64 raw = vram_.load<u64>(entry);
    if (raw == 0) vram_.store(entry, raw = pointer(take(4096), false));
    at = v3_ ? PdeV3(raw)["ADDRESS"_f] << 12 : PdeV2(raw)["ADDRESS"_f] << 12;
  }
  return at + (va >> 21 & 0xff) * 16;
}

u64 PageTables::table(u64 va, bool small) {
  const u64 entry = dual_entry(va) + (small ? 8 : 0);
  u64 raw = vram_.load<u64>(entry);
  if (raw == 0) vram_.store(entry, raw = pointer(take(4096), !small));
  if (small) return v3_ ? PdeV3(raw)["ADDRESS"_f] << 12 : PdeV2(raw)["ADDRESS"_f] << 12;
  return v3_ ? DualPdeBigV3(raw)["ADDRESS_BIG"_f] << 8 : DualPdeBigV2(raw)["ADDRESS_BIG"_f] << 8;
}

void PageTables::map(u64 va, PhysicalAddress to, u64 bytes, PageOptions o) {
  for (u64 done = 0; done < bytes; done += o.size) {
    const u64 entry = leaf({to.aperture, to.address + done}, o), at = va + done;
    if (o.size == 4096) vram_.store(small_entry(at), entry);
    if (o.size == 64 * KiB) vram_.store(table(at, false) + (at >> 16 & 0x1f) * 8, entry);
    if (o.size == 2 * MiB) vram_.store(dual_entry(at), entry);
    if (o.size == 512 * MiB) {
      const u64 below = dual_entry(at) - (at >> 21 & 0xff) * 16;  // makes the directories above
      for (u64 word = next_; word < vram_.size(); word += 8)
        if (vram_.load<u64>(word) == pointer(below, false)) vram_.store(word, entry);
    }
  }
}

void PageTables::unmap(u64 va, u64 bytes) {
  for (u64 done = 0; done < bytes; done += 4096) vram_.store(small_entry(va + done), u64{0});
}

void PageTables::sparse(u64 va, u64 bytes) {
  const u64 entry = v3_ ? PteV3{"PCF"_f = pcf_sparse}.raw() : PteV2{"VOL"_f = true}.raw();
  for (u64 done = 0; done < bytes; done += 4096) vram_.store(small_entry(va + done), entry);
}

// --- Pushbuffers -----------------------------------------------------------------------------------------------------

namespace {

u32 header(SecOp op, u32 subchannel, u32 method, std::size_t count) {
  return MethodHeader{"ADDRESS"_f = method / 4, "SUBCHANNEL"_f = subchannel, "COUNT"_f = static_cast<u32>(count),
                      "SEC_OP"_f = op}
      .raw();
}

}  // namespace

std::vector<u32> inc(u32 subchannel, u32 method, std::initializer_list<u32> data) {
  return std::vector<u32>{header(SecOp::inc_method, subchannel, method, data.size())} + std::vector<u32>(data);
}
std::vector<u32> non_inc(u32 subchannel, u32 method, const std::vector<u32>& data) {
  return std::vector<u32>{header(SecOp::non_inc_method, subchannel, method, data.size())} + data;
}
std::vector<u32> once(u32 subchannel, u32 method, const std::vector<u32>& data) {
  return std::vector<u32>{header(SecOp::one_inc, subchannel, method, data.size())} + data;
}
std::vector<u32> immediate(u32 subchannel, u32 method, u32 data) {
  return {header(SecOp::immd_data_method, subchannel, method, data)};
}
std::vector<u32> operator+(std::vector<u32> a, const std::vector<u32>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}
std::vector<u32> semaphore(u64 address, u64 payload, u32 execute) {
  return inc(0, udma::sem_addr_lo, {low32(address), high32(address), low32(payload), high32(payload), execute});
}
std::vector<u32> release(u64 address, u64 payload) {
  return semaphore(address, payload,
                   SemExecute{"OPERATION"_f = SemOperation::release, "PAYLOAD_SIZE_64BIT"_f = true}.raw());
}
std::vector<u32> copy(u64 to, u64 from, u32 bytes, u32 subchannel) {
  using namespace copy_methods;
  return inc(subchannel, offset_in_upper, {high32(from), low32(from), high32(to), low32(to)}) +
         inc(subchannel, line_length_in, {bytes}) + inc(subchannel, launch_dma, {0x182});
}

// --- Channels --------------------------------------------------------------------------------------------------------

u64 TestChannel::write(const std::vector<u32>& words) {
  if (push_at + words.size() * 4 > push_bytes) push_at = 0;
  const u64 at = push_at;
  card->vram.write(push + at, std::as_bytes(std::span(words)));
  push_at += words.size() * 4;
  return push_va + at;
}

void TestChannel::entry(u64 raw) {
  card->vram.store(ring + 8 * u64{put}, raw);
  put = (put + 1) % entries;
}

void TestChannel::segment(const std::vector<u32>& words) {
  const u64 at = write(words);
  entry(GpEntry{"GET"_f = low32(at) >> 2, "GET_HI"_f = high32(at), "LENGTH"_f = static_cast<u32>(words.size())}.raw());
}

void TestChannel::ring_doorbell() {
  card->vram.store(userd + userd::gp_put, put);
  card->doorbell(runlist, id);
}

void TestChannel::run(const std::vector<u32>& words) {
  segment(words);
  ring_doorbell();
  card->settle();
}

u32 TestChannel::gp_get() const { return card->vram.load<u32>(userd + userd::gp_get); }

// --- The card --------------------------------------------------------------------------------------------------------

namespace {

DeviceProfile test_profile() {
  DeviceProfile p;
  p.vram.bandwidth = 900'000'000'000;
  p.pci.link_generation = 4;
  p.pci.link_width = 16;
  return p;
}

std::vector<NvidiaEngine> test_engines(Architecture a) {
  const u16 ce0 = fault_engines(a).ce0;
  return {{.name = "GRAPHICS",
           .type = 1,
           .device_type = 0,
           .runlist = 0,
           .runlist_base = 0xc00000,
           .channel_ram_base = 0xd00000,
           .pbdma = 0,
           .fault_id = fault_engines(a).graphics,
           .stall_vector = 192,
           .nonstall_vector = 0},
          {.name = "LCE2",
           .type = 11,
           .instance = 2,
           .device_type = static_cast<u32>(DeviceType::lce),
           .runlist = copy_runlist,
           .runlist_base = 0xc00400,
           .channel_ram_base = 0xd02000,
           .pbdma = 1,
           .fault_id = ce0 + 2u,
           .stall_vector = 195,
           .nonstall_vector = 3}};
}

}  // namespace

Card::Card(Architecture a)
    : profile(test_profile()),
      engines(test_engines(a)),
      file("BAR0", 16 * MiB, timeline, report),
      registers(file, a),
      memory(vram, port, timeline, report),
      interrupts(timeline, registers, report, port),
      mmu(timeline, registers, report, memory, interrupts, clock, nullptr),
      windows(timeline, registers, report, memory, mmu, nullptr),
      host(profile, timeline, registers, report, memory, mmu, interrupts, clock, engines),
      tables(vram, a) {
  mmu.connect(manager);
  host.connect(manager);
  tables.map(vram_va, {Aperture::video, 0}, 128 * MiB, {.size = 2 * MiB});
  tables.map(host_va, {Aperture::system_coherent, TestHost::base}, 4 * MiB);
}

u64 Card::take(u64 bytes, u64 alignment) {
  next_ = align_up(next_, alignment);
  const u64 at = next_;
  next_ += bytes;
  return at;
}

TestChannel Card::channel(ChannelOptions o) {
  TestChannel c;
  c.card = this;
  c.runlist = o.runlist;
  c.id = o.id;
  c.entries = o.entries;
  c.instance = take(4096);
  c.userd = take(4096);
  c.ring = take(8 * u64{o.entries});
  c.ring_va = va(c.ring);
  c.push = take(o.push_bytes);
  c.push_va = va(c.push);
  c.push_bytes = o.push_bytes;
  write_instance_block(memory, {Aperture::video, c.instance}, architecture(),
                       {.gpfifo = c.ring_va,
                        .gpfifo_entries = o.entries,
                        .channel = o.id,
                        .privileged = o.privileged,
                        .page_directory = tables.directory()});
  members_.push_back(
      {o.runlist,
       o.group,
       {.channel = o.id, .instance = {Aperture::video, c.instance}, .userd = {Aperture::video, c.userd}}});
  return c;
}

void Card::schedule() {
  for (const NvidiaEngine& e : engines) {
    std::vector<RunlistTsg> groups;
    for (const Member& m : members_) {
      if (m.runlist != e.runlist) continue;
      auto group = std::ranges::find(groups, m.group, &RunlistTsg::id);
      if (group == groups.end()) group = groups.insert(groups.end(), RunlistTsg{.id = m.group, .members = {}});
      group->members.push_back(m.member);
    }
    const u64 at = take(4096);
    const u32 entries = write_runlist(memory, {Aperture::video, at}, groups);
    host.submit_runlist(e.runlist, {Aperture::video, at}, entries);
    for (const Member& m : members_)
      if (m.runlist == e.runlist) host.enable_channel(m.runlist, m.member.channel, true);
  }
}

void Card::doorbell(u32 runlist, u32 id) {
  write(UsermodeDoorbell{"VECTOR"_f = id, "RUNLIST_ID"_f = runlist,
                         "RUNLIST_DOORBELL"_f = doorbell_has_enable(architecture())});
}

std::vector<std::byte> Card::save() {
  std::vector<std::byte> out;
  StateSaver saver(out);
  timeline.visit(saver), file.visit(saver), interrupts.visit(saver), mmu.visit(saver), windows.visit(saver);
  host.visit(saver);
  return out;
}

void Card::restore(const std::vector<std::byte>& saved) {
  StateRestorer r(saved);
  timeline.visit(r), file.visit(r), interrupts.visit(r), mmu.visit(r), windows.visit(r), host.visit(r);
  r.finish();
}

u64 Card::hash() {
  StateHasher h;
  timeline.visit(h), file.visit(h), interrupts.visit(h), mmu.visit(h), host.visit(h);
  return h.digest() ^ vram.hash() ^ port.memory.hash();
}

}  // namespace egpulab::simulator::nvidia::tests
