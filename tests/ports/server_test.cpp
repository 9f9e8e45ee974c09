// Where a server may listen.
#include <gmock/gmock.h>

#include <filesystem>

#include "tests/ports/client.hpp"
#include "tests/ports/served_card.hpp"

namespace egpulab::simulator::ports::tinygpu::tests {
namespace {

using ::testing::HasSubstr;

std::string refusal(ServerOptions options) {
  try {
    Server server({}, std::move(options), {});
  } catch (const Error& e) {
    return e.what();
  }
  return "listening";
}

TEST(Server, ListensOnLoopbackUnlessToldOtherwise) {
  EXPECT_THAT(refusal({.listen = {"tcp:0.0.0.0:0"}}), HasSubstr("not loopback"));
  EXPECT_EQ(refusal({.listen = {"tcp:0.0.0.0:0"}, .allow_remote = true}), "listening");
  EXPECT_EQ(refusal({.listen = {"tcp:127.0.0.1:0"}}), "listening");
}

TEST(Server, BadAddressesAreRefusedByName) {
  EXPECT_THAT(refusal({.listen = {"6667"}}), HasSubstr("expected tcp:ADDRESS:PORT or unix:PATH"));
  EXPECT_THAT(refusal({.listen = {"tcp:127.0.0.1:66670"}}), HasSubstr("66670 is no port"));
  EXPECT_THAT(refusal({.listen = {"tcp:127.0.0.1:"}}), HasSubstr("is no port"));
  EXPECT_THAT(refusal({.listen = {"tcp:localhost:1"}}), HasSubstr("localhost is no IP address"));
  EXPECT_THAT(refusal({.listen = {"unix:"}}), HasSubstr("1 to 100 characters"));
  EXPECT_THAT(refusal({.listen = {"unix:/nonexistent/socket"}}),
              HasSubstr("cannot listen on unix:/nonexistent/socket"));
}

TEST(Server, AnAddressInUseIsAnErrorAndStaysTheOthers) {
  ServedCard card;
  EXPECT_THAT(refusal({.listen = {card.address()}}), HasSubstr("cannot listen on " + card.address()));
  EXPECT_EQ(Client(card.address()).call({.command = Command::ping}).status, 0);
}

TEST(Server, AUnixSocketIsGoneWhenTheServiceEnds) {
  const std::string path = ::testing::TempDir() + "egpulab-server-test.sock";
  ServedCard card("unix:" + path);
  EXPECT_TRUE(std::filesystem::exists(path));
  card.stop();
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(Server, StoppingTellsHowConnectionsEnded) {
  ServedCard card;
  Client client(card.address());
  client.call({.command = Command::ping});
  card.stop();
  EXPECT_THAT(card.endings(), ::testing::ElementsAre("the server ended"));
}

}  // namespace
}  // namespace egpulab::simulator::ports::tinygpu::tests
