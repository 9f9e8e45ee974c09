// A driver that we did not write, on the simulated card: unmodified tinygrad over the TinyGPU socket, and what it did
// recorded and done again on a fresh card.
#include "tests/interop/tinygrad.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include <thread>

#include "simulator/machine/sim_device.hpp"
#include "simulator/ports/tinygpu/server.hpp"
#include "traces/reader.hpp"
#include "traces/recorder.hpp"
#include "traces/reissue.hpp"

namespace egpulab::interop {
namespace {

namespace tinygpu = simulator::ports::tinygpu;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::unique_ptr<simulator::SimDevice> fresh_card(std::string_view uri = "sim:rx7900xtx") {
  return simulator::open_sim(*bus::parse_uri(uri));
}

const std::string add_vectors = "-c 'from tinygrad import Tensor; print((Tensor([1.,2,3])+Tensor([4.,5,6])).tolist())'";

std::vector<std::string> told(const simulator::Report& report) {
  std::vector<std::string> lines;
  for (const auto& e : report.entries()) lines.push_back(fmt::format("{}: {} (x{})", e.block, e.what, e.count));
  return lines;
}

class TinygradOnTheCard : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string reason;
    tinygrad_ = find_tinygrad(reason);
    if (!tinygrad_) GTEST_SKIP() << reason;
  }
  void serve(std::unique_ptr<simulator::SimDevice> card) {
    machine_ = card->machine();
    auto writer = std::make_unique<traces::Writer>(traces::write_to_memory(trace_));
    recorder_ = std::make_unique<traces::Recorder>(std::move(card), std::move(writer));
    tinygpu::ServerEvents events;
    events.listening = [this](std::string_view at) {
      port_ = static_cast<unsigned>(std::stoul(std::string(at.substr(at.rfind(':') + 1))));
    };
    server_ = std::make_unique<tinygpu::Server>(std::vector<tinygpu::Served>{{recorder_.get(), "0000:03:00.0"}},
                                                tinygpu::ServerOptions{.listen = "tcp:127.0.0.1:0"}, std::move(events));
    thread_ = std::thread([this] { server_->run(); });
  }
  void TearDown() override {
    if (thread_.joinable()) stop();
  }
  void stop() {
    server_->stop();
    thread_.join();
    recorder_->record_state_hash(machine_->state_hash());
    recorder_->writer().finish();
  }
  Finished run(const std::string& arguments) { return run_tinygrad(*tinygrad_, port_, arguments); }

  std::optional<Tinygrad> tinygrad_;
  std::vector<std::byte> trace_;
  std::shared_ptr<simulator::Machine> machine_;
  std::unique_ptr<traces::Recorder> recorder_;
  std::unique_ptr<tinygpu::Server> server_;
  unsigned port_ = 0;
  std::thread thread_;
};

TEST_F(TinygradOnTheCard, AddsVectorsAndDoesNothingThatTheModelLacks) {
  serve(fresh_card());
  const Finished added = run(add_vectors);
  EXPECT_EQ(added.status, 0) << added.output;
  EXPECT_THAT(added.output, HasSubstr("[5.0, 7.0, 9.0]"));

  stop();
  EXPECT_THAT(told(machine_->report()), IsEmpty());
}

TEST_F(TinygradOnTheCard, AddsVectorsBehindATunnelThatShowsAQuarterOfAGigabyteOfItsMemory) {
  serve(fresh_card("sim:rx7900xtx?dock=usb4-40g"));
  const Finished added = run(add_vectors);
  EXPECT_EQ(added.status, 0) << added.output;
  EXPECT_THAT(added.output, HasSubstr("[5.0, 7.0, 9.0]"));

  stop();
  EXPECT_THAT(told(machine_->report()), IsEmpty());
}

TEST_F(TinygradOnTheCard, ASecondClientFindsTheCardAsTheFirstLeftIt) {
  serve(fresh_card());
  EXPECT_THAT(run(add_vectors).output, HasSubstr("[5.0, 7.0, 9.0]"));
  EXPECT_THAT(run(add_vectors).output, HasSubstr("[5.0, 7.0, 9.0]"));

  stop();
  EXPECT_THAT(told(machine_->report()), IsEmpty());
}

TEST_F(TinygradOnTheCard, PassesItsOwnTestTinyAndTheSessionReplaysAsADriver) {
  serve(fresh_card());
  const Finished tests = run("-m unittest test.test_tiny");
  EXPECT_EQ(tests.status, 0) << tests.output;
  stop();
  EXPECT_THAT(told(machine_->report()), IsEmpty());

  const auto session = traces::Reader::from_bytes(trace_, "tinygrad session");
  ASSERT_TRUE(session) << session.error().message;
  const auto again = fresh_card();
  const traces::ReissueResult replayed = traces::reissue(*session, *again);

  EXPECT_EQ(replayed.stopped, "");
  EXPECT_GT(replayed.compared, 1000u);
  EXPECT_TRUE(replayed.mismatches.empty()) << replayed.mismatches[0].text();
  EXPECT_FALSE(replayed.first_time_difference) << "event " << *replayed.first_time_difference;
  EXPECT_EQ(again->machine()->state_hash(), *replayed.state_hash);
}

}  // namespace
}  // namespace egpulab::interop
