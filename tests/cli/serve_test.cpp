// `egpulab serve` as its operator sees it; the protocol has tests of its own (tests/ports).
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <string>

#include "tests/cli/program.hpp"

namespace egpulab::tool {
namespace {

using testing::AllOf;
using testing::HasSubstr;

// A client that reads the vendor id: command 3, CFG_READ, of 4 bytes at 0. 33 bytes to and 17 from.
unsigned vendor_by_socket(const std::string& path) {
  const int s = socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  std::array<unsigned char, 33> request{3};
  request[17] = 4;
  std::array<unsigned char, 17> answer{};
  const bool good = connect(s, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
                    send(s, request.data(), request.size(), 0) == 33 &&
                    recv(s, answer.data(), answer.size(), MSG_WAITALL) == 17;
  close(s);
  return good ? answer[1] | unsigned{answer[2]} << 8 : 0;
}

TEST(Serve, TellsWhatItServesWhereAndWhatAClientDid) {
  const std::string socket = testing::TempDir() + "egpulab-cli-" + std::to_string(getpid()) + ".sock";
  const std::string recording = testing::TempDir() + "egpulab-cli-" + std::to_string(getpid()) + ".egt";
  Running server("serve --bus sim:rx7900xtx --bus 'sim:rx7900xtx?gpus=2' --listen unix:" + socket +
                 " --listen tcp:127.0.0.1:0 --once --record " + recording + " --record " + recording + "2");
  ASSERT_TRUE(server.says("listening on unix:" + socket));
  ASSERT_TRUE(server.says("listening on tcp:127.0.0.1:"));

  EXPECT_EQ(vendor_by_socket(socket), 0x1002u);

  const Outcome o = server.end();
  EXPECT_EQ(o.status, 0);
  EXPECT_THAT(o.text, AllOf(HasSubstr("device 0: sim:rx7900xtx at 0000:03:00.0"), HasSubstr("device 2: "),
                            HasSubstr("client 0: device 0:"), HasSubstr("ms: reads configuration space"),
                            HasSubstr("client 0: closed by the client; 1 CFG_READ, 33 bytes in, 17 out")));
  EXPECT_FALSE(std::filesystem::exists(socket));
  EXPECT_THAT(egpulab("trace show " + recording).text, HasSubstr("R config VENDOR_ID"));
  EXPECT_EQ(egpulab("replay " + recording).status, 0);
  std::filesystem::remove(recording);
  std::filesystem::remove(recording + "2");
}

TEST(Serve, RefusesDevicesThatAreNotThereAndAddressesThatOthersReach) {
  EXPECT_THAT(egpulab("serve --bus sim:rx9070y").text, HasSubstr("rx9070y: unknown; known are"));
  EXPECT_THAT(egpulab("serve --listen tcp:0.0.0.0:0").text, HasSubstr("needs --allow-remote"));
  EXPECT_THAT(egpulab("serve --listen 6667").text, HasSubstr("expected tcp:ADDRESS:PORT or unix:PATH"));
  EXPECT_THAT(egpulab("serve --bus sim:rx7900xtx --bus sim:rx7900xtx --record one.egt").text,
              HasSubstr("1 files to record into for 2 buses: give --record once for each --bus"));
}

}  // namespace
}  // namespace egpulab::tool
