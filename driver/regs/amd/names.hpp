// Names of all of AMD's registers, declared or not: for traces, reports and error messages. Data: names/*.tsv.
#pragma once

#include <memory>

#include "driver/regs/amd/registry.hpp"

namespace egpulab::regs::amd {

// A register as the vendor's tables have it; views live as long as the program.
struct KnownRegister {
  std::string_view name;  // without "reg": "GCVM_CONTEXT3_CNTL"
  Location location;
  u32 reset = 0;  // value after reset; 0 also where the vendor publishes none (all blocks but GC)
};

// By the vendor's name, in the tables of the newest generation that has it.
std::optional<KnownRegister> find_by_name(std::string_view name);
// By the vendor's name, in the tables of the card's generation. Nothing where these lack it.
std::optional<KnownRegister> find_by_name(std::string_view name, const IpBases& card);
// Value after reset by the vendor's name on a card of this generation; nothing for an unknown register or one that
// resets to 0 (or to what nobody has published: the vendor's tables of GC 12 have no reset values).
std::optional<u32> reset_value(std::string_view name, const IpBases& card);

// The registers of one card by byte address. Built once (a few milliseconds); lookups are logarithmic.
class RegisterNames {
 public:
  struct Entry {
    u64 address;                       // in bytes, as IpBases::byte_address gives it
    std::string_view name;             // the vendor's name; of the declaration where there is one
    const DeclaredRegister* declared;  // null for a register that is merely named
    u32 element;                       // of the declared array
    Ip ip;
    IpVersion version;  // of the card's block, which decides on the fields
  };

  // Uses, for each IP block of the card, the names of the same major version, the newest that is not newer.
  explicit RegisterNames(const IpBases& bases);

  // Null when no register is known there.
  const Entry* find(u64 byte_address) const;
  const Entry* find(std::string_view name) const;
  // "CP_HQD_ACTIVE", or "0x1234" for an address without a name.
  std::string name_of(u64 byte_address) const;
  // "CP_HQD_ACTIVE {ACTIVE=1}", "NAME=0x1" for a register without declared fields, "0x1234=0x1" without a name.
  std::string describe(u64 byte_address, u32 value) const;
  // Ascending by address, one entry an address.
  std::span<const Entry> entries() const { return entries_; }

 private:
  std::vector<Entry> entries_;
  std::vector<u32> by_name_;                       // indices into entries_, ascending by name
  std::vector<std::unique_ptr<std::string>> own_;  // element names that are in no table
};

}  // namespace egpulab::regs::amd
