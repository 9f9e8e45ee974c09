// What can go wrong with a device, as exceptions: any of hundreds of register accesses can meet it and nobody
// between can mend it. Bad input travels as Parsed<T> instead (expected.hpp).
#pragma once

#include <stdexcept>
#include <string>

#include "driver/base/types.hpp"

namespace egpulab {

// The base of all device errors; what() is one sentence that names what, where, expected and found.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};
// The device no longer answers: config space and registers read all-ones.
class LinkLost : public Error {
 public:
  using Error::Error;
};
// A wait gave up; names the condition, the limit and the last value read.
class Timeout : public Error {
 public:
  using Error::Error;
};
// The device says it failed (fault registers, error status of a firmware command).
class DeviceFault : public Error {
 public:
  using Error::Error;
};
// Firmware that the driver or the device refused.
class FirmwareRejected : public Error {
 public:
  using Error::Error;
};
// The request is beyond what the link or device can do (access width, window, DMA size); nothing was sent.
class LimitExceeded : public Error {
 public:
  using Error::Error;
};
// The caller asked for something that makes no sense (unknown kernel, argument mismatch, bad URI).
class InvalidRequest : public Error {
 public:
  using Error::Error;
};

}  // namespace egpulab
