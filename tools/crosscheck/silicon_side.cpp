// A real card through the vendor's driver: libcuda.so.1, opened when asked for, its entry points declared here.
// Facts: CUDA Driver API reference (names, signatures, attribute numbers).
#include <dlfcn.h>

#include "driver/nvidia/cubin.hpp"
#include "tools/crosscheck/side.hpp"

namespace egpulab::tool {
namespace {

using CudaResult = int;
using CudaDevice = int;
using CudaPointer = unsigned long long;
struct CudaContext;
struct CudaModule;
struct CudaFunction;
struct CudaStream;

struct CudaDriver {
  CudaResult (*init)(unsigned);
  CudaResult (*driver_version)(int*);
  CudaResult (*error_name)(CudaResult, const char**);
  CudaResult (*device_get)(CudaDevice*, int);
  CudaResult (*device_name)(char*, int, CudaDevice);
  CudaResult (*device_attribute)(int*, int, CudaDevice);
  CudaResult (*context_retain)(CudaContext**, CudaDevice);
  CudaResult (*context_release)(CudaDevice);
  CudaResult (*context_set)(CudaContext*);
  CudaResult (*context_synchronize)();
  CudaResult (*module_load)(CudaModule**, const void*);
  CudaResult (*module_unload)(CudaModule*);
  CudaResult (*module_function)(CudaFunction**, CudaModule*, const char*);
  CudaResult (*function_attribute)(CudaFunction*, int, int);
  CudaResult (*allocate)(CudaPointer*, std::size_t);
  CudaResult (*release)(CudaPointer);
  CudaResult (*to_device)(CudaPointer, const void*, std::size_t);
  CudaResult (*to_host)(void*, CudaPointer, std::size_t);
  CudaResult (*launch)(CudaFunction*, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, CudaStream*,
                       void**, void**);
};
constexpr int compute_capability_major = 75, compute_capability_minor = 76, max_dynamic_shared = 8;

// The library stays open: the vendor's driver has threads of its own.
Parsed<CudaDriver> open_driver() {
  void* library = dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL);
  if (!library) return refuse(fmt::format("no NVIDIA driver on this machine: {}", dlerror()));
  CudaDriver d{};
  std::string missing;
  const auto find = [&](auto& function, const char* name) {
    function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(dlsym(library, name));
    if (!function && missing.empty()) missing = name;
  };
  find(d.init, "cuInit"), find(d.driver_version, "cuDriverGetVersion"), find(d.error_name, "cuGetErrorName");
  find(d.device_get, "cuDeviceGet"), find(d.device_name, "cuDeviceGetName");
  find(d.device_attribute, "cuDeviceGetAttribute");
  find(d.context_retain, "cuDevicePrimaryCtxRetain"), find(d.context_release, "cuDevicePrimaryCtxRelease_v2");
  find(d.context_set, "cuCtxSetCurrent"), find(d.context_synchronize, "cuCtxSynchronize");
  find(d.module_load, "cuModuleLoadData"), find(d.module_unload, "cuModuleUnload");
  find(d.module_function, "cuModuleGetFunction"), find(d.function_attribute, "cuFuncSetAttribute");
  find(d.allocate, "cuMemAlloc_v2"), find(d.release, "cuMemFree_v2");
  find(d.to_device, "cuMemcpyHtoD_v2"), find(d.to_host, "cuMemcpyDtoH_v2"), find(d.launch, "cuLaunchKernel");
  if (!missing.empty())
    return refuse(fmt::format("libcuda.so.1 has no {}: a driver of CUDA 11 or newer is needed", missing));
  return d;
}

class SiliconSide final : public Side {
 public:
  explicit SiliconSide(const CudaDriver& driver) : cuda_(driver) {}
  ~SiliconSide() override {
    if (context_) cuda_.context_release(device_);
  }
  SiliconSide(const SiliconSide&) = delete;
  SiliconSide& operator=(const SiliconSide&) = delete;

  Parsed<bool> open() {
    char text[256] = {};
    int version = 0, major = 0, minor = 0;
    if (!ok("cuInit", cuda_.init(0)) || !ok("cuDeviceGet", cuda_.device_get(&device_, 0)) ||
        !ok("cuDeviceGetName", cuda_.device_name(text, sizeof text - 1, device_)) ||
        !ok("cuDriverGetVersion", cuda_.driver_version(&version)) ||
        !ok("cuDeviceGetAttribute", cuda_.device_attribute(&major, compute_capability_major, device_)) ||
        !ok("cuDeviceGetAttribute", cuda_.device_attribute(&minor, compute_capability_minor, device_)) ||
        !ok("cuDevicePrimaryCtxRetain", cuda_.context_retain(&context_, device_)) ||
        !ok("cuCtxSetCurrent", cuda_.context_set(context_)))
      return refuse(error_);
    sm_ = static_cast<u32>(10 * major + minor);
    name_ = fmt::format("{}, sm_{}, CUDA driver {}.{}", text, sm_, version / 1000, version % 1000 / 10);
    return true;
  }

  std::string name() const override { return name_; }
  u32 sm() const override { return sm_; }

  Parsed<fixtures::SuiteArguments> run(const KernelRun& run) override {
    Launched launched(*this);
    if (!launched.load(run) || !launched.start(run)) return refuse(fmt::format("{}: {}", run.kernel, error_));
    fixtures::SuiteArguments results = run.arguments;
    if (!launched.read(results)) return refuse(fmt::format("{}: {}", run.kernel, error_));
    return results;
  }

 private:
  // What one run holds of the card.
  class Launched {
   public:
    explicit Launched(SiliconSide& side) : side_(side), cuda_(side.cuda_) {}
    ~Launched() {
      for (CudaPointer p : buffers_)
        if (p) cuda_.release(p);
      if (module_) cuda_.module_unload(module_);
    }
    Launched(const Launched&) = delete;
    Launched& operator=(const Launched&) = delete;

    bool load(const KernelRun& run) {
      if (!side_.ok("cuModuleLoadData", cuda_.module_load(&module_, run.cubin.data())) ||
          !side_.ok("cuModuleGetFunction", cuda_.module_function(&function_, module_, std::string(run.kernel).c_str())))
        return false;
      for (const fixtures::SuiteArgument& a : run.arguments) {
        buffers_.push_back(0);
        if (!a.is_buffer()) continue;
        if (!side_.ok("cuMemAlloc", cuda_.allocate(&buffers_.back(), std::max<std::size_t>(a.data.size(), 1))) ||
            !side_.ok("cuMemcpyHtoD", cuda_.to_device(buffers_.back(), a.data.data(), a.data.size())))
          return false;
      }
      return true;
    }
    bool start(const KernelRun& run) {
      std::vector<void*> parameters;
      for (std::size_t i = 0; i < buffers_.size(); ++i)
        parameters.push_back(run.arguments[i].is_buffer() ? static_cast<void*>(&buffers_[i])
                                                          : const_cast<std::byte*>(run.arguments[i].data.data()));
      const LaunchShape& s = run.shape;
      if (s.dynamic_shared != 0 &&
          !side_.ok("cuFuncSetAttribute",
                    cuda_.function_attribute(function_, max_dynamic_shared, static_cast<int>(s.dynamic_shared))))
        return false;
      return side_.ok("cuLaunchKernel",
                      cuda_.launch(function_, s.grid.x, s.grid.y, s.grid.z, s.block.x, s.block.y, s.block.z,
                                   s.dynamic_shared, nullptr, parameters.data(), nullptr)) &&
             side_.ok("cuCtxSynchronize", cuda_.context_synchronize());
    }
    bool read(fixtures::SuiteArguments& results) {
      for (std::size_t i = 0; i < results.size(); ++i)
        if (results[i].is_buffer() &&
            !side_.ok("cuMemcpyDtoH", cuda_.to_host(results[i].data.data(), buffers_[i], results[i].data.size())))
          return false;
      return true;
    }

   private:
    SiliconSide& side_;
    const CudaDriver& cuda_;
    CudaModule* module_ = nullptr;
    CudaFunction* function_ = nullptr;
    std::vector<CudaPointer> buffers_;  // by argument; 0 for values
  };

  bool ok(std::string_view call, CudaResult result) {
    if (result == 0) return true;
    const char* text = nullptr;
    cuda_.error_name(result, &text);
    error_ = fmt::format("{} failed: {} ({})", call, text ? text : "unknown error", result);
    return false;
  }

  CudaDriver cuda_;
  CudaDevice device_ = 0;
  CudaContext* context_ = nullptr;
  u32 sm_ = 0;
  std::string name_, error_;
};

}  // namespace

Parsed<std::unique_ptr<Side>> make_silicon_side() {
  const auto driver = open_driver();
  if (!driver) return Unexpected<ParseError>(driver.error());
  auto side = std::make_unique<SiliconSide>(*driver);
  if (const auto opened = side->open(); !opened) return Unexpected<ParseError>(opened.error());
  return side;
}

}  // namespace egpulab::tool
