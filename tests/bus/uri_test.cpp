// Naming a bus: the form of URIs, and how backends are found by them.
#include "driver/bus/uri.hpp"

#include "driver/bus/backends.hpp"
#include "tests/bus/memory_device.hpp"

using namespace egpulab;
using egpulab::testing::MemoryDevice;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

namespace {

std::string why_refused(std::string_view text) {
  const auto uri = bus::parse_uri(text);
  return uri ? "accepted" : uri.error().message;
}

std::string why_not_opened(const bus::Backends& backends, std::string_view uri) {
  try {
    backends.open(uri);
    return "opened";
  } catch (const InvalidRequest& e) {
    return e.what();
  }
}

}  // namespace

TEST(ABusUri, HasSchemeNameAndOptions) {
  bus::Uri uri = bus::parse_uri("sim:rx7900xtx?dock=asm2464pd&seed=7&strict").value();
  EXPECT_EQ(uri.scheme, "sim");
  EXPECT_EQ(uri.name, "rx7900xtx");
  EXPECT_THAT(uri.options, ElementsAre(Pair("dock", "asm2464pd"), Pair("seed", "7"), Pair("strict", "1")));
}

TEST(ABusUri, KeepsColonsAndSlashesOfTheName) {
  EXPECT_EQ(bus::parse_uri("pci:0000:03:00.0").value().name, "0000:03:00.0");
  EXPECT_EQ(bus::parse_uri("trace:/captures/a b.egt").value().name, "/captures/a b.egt");
  EXPECT_EQ(bus::parse_uri("usb:").value().name, "");
}

TEST(ABusUri, GivesEachOptionOnce) {
  bus::Uri uri = bus::parse_uri("sim:a?seed=7").value();
  EXPECT_EQ(uri.take("seed", "0"), "7");
  EXPECT_EQ(uri.take("seed", "0"), "0");
  EXPECT_THAT(uri.options, IsEmpty());
}

TEST(ABusUri, KeepsAnEqualsSignInAValue) {
  EXPECT_EQ(bus::parse_uri("sim:a?fault=at=3").value().take("fault", ""), "at=3");
}

TEST(ABusUri, WithoutASchemeIsRefused) {
  EXPECT_EQ(why_refused("rx7900xtx"),
            "bus \"rx7900xtx\" has no scheme; expected scheme:name?option=value&option=value, "
            "such as sim:rx7900xtx");
  EXPECT_THAT(why_refused(""), HasSubstr("has no scheme"));
  EXPECT_THAT(why_refused(":x"), HasSubstr("the scheme \"\" is not lower-case letters and digits"));
}

TEST(ABusUri, WithABadSchemeIsRefused) {
  EXPECT_THAT(why_refused("SIM:x"),
              HasSubstr("bus \"SIM:x\": the scheme \"SIM\" is not lower-case letters and digits"));
  EXPECT_THAT(why_refused("s im:x"), HasSubstr("the scheme \"s im\""));
}

TEST(ABusUri, WithABadOptionIsRefused) {
  EXPECT_THAT(why_refused("sim:x?=3"), HasSubstr("option \"=3\" has no name"));
  EXPECT_THAT(why_refused("sim:x?seed=1&"), HasSubstr("option \"\" has no name"));
  EXPECT_THAT(why_refused("sim:x?"), HasSubstr("option \"\" has no name"));
  EXPECT_EQ(why_refused("sim:x?seed=1&seed=2"), "bus \"sim:x?seed=1&seed=2\": option \"seed\" is given twice");
}

TEST(Backends, AreFoundByScheme) {
  bus::Backends backends;
  std::string opened;
  backends.add(
      "memory", "a device for tests",
      [&](bus::Uri uri) {
        opened = uri.name;
        return std::make_unique<MemoryDevice>();
      },
      [] { return std::vector<std::string>{"memory:0"}; });
  EXPECT_NE(backends.open("memory:7"), nullptr);
  EXPECT_EQ(opened, "7");
  EXPECT_THAT(backends.list(), ElementsAre("memory:0"));
}

TEST(Backends, SayWhichSchemesTheyKnow) {
  bus::Backends backends;
  EXPECT_EQ(why_not_opened(backends, "sim:x"), "bus \"sim:x\": there is no backend \"sim\"; known are none");
  backends.add("trace", "a recorded session", {}, {});
  backends.add("usb", "an ASM2464PD", {}, {});
  EXPECT_EQ(why_not_opened(backends, "sim:x"),
            "bus \"sim:x\": there is no backend \"sim\"; known are trace: (a recorded session), usb: (an ASM2464PD)");
  EXPECT_THAT(backends.list(), IsEmpty());
}

TEST(Backends, RefuseOptionsThatNobodyTook) {
  bus::Uri uri = bus::parse_uri("sim:x?sede=7").value();
  try {
    bus::refuse_unknown_options(uri, "dock, seed and fault");
    ADD_FAILURE() << "accepted";
  } catch (const InvalidRequest& e) {
    EXPECT_STREQ(e.what(), "bus \"sim:x?sede=7\": sim: has no option \"sede\"; it has dock, seed and fault");
  }
}
