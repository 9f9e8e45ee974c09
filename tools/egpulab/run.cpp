// `egpulab run`: one kernel of a compiled program on a device.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "driver/base/file.hpp"
#include "driver/compute/device.hpp"
#include "driver/firmware/source.hpp"
#include "tools/check/workload.hpp"
#include "tools/egpulab/arguments.hpp"
#include "tools/egpulab/session.hpp"

namespace egpulab::tool {
namespace {

struct RunOptions {
  BusOptions bus;
  std::string code, kernel;
  std::vector<u32> grid{1, 1, 1}, block{64, 1, 1};
  std::vector<std::string> arguments, outputs;
  u32 repeat = 1;
  u32 dynamic_lds = 0;
};

struct Output {
  std::size_t argument;
  std::string file;  // "-": standard output
};

compute::Dim3 dim3(std::vector<u32> v) {
  v.resize(3, 1);
  return {v[0], v[1], v[2]};
}

Output parse_output(const std::string& text, const std::vector<KernelArgument>& arguments) {
  const std::size_t equals = text.find('=');
  Output output{0, equals == text.npos ? "-" : text.substr(equals + 1)};
  const char* end = text.data() + std::min(equals, text.size());
  const auto r = std::from_chars(text.data(), end, output.argument);
  if (r.ec != std::errc() || r.ptr != end || output.argument >= arguments.size() ||
      !arguments[output.argument].is_buffer)
    throw InvalidRequest(
        fmt::format("--out {}: expected INDEX or INDEX=FILE, where argument INDEX (from 0) is a buffer", text));
  return output;
}

void print_elements(const KernelArgument& argument, std::size_t count, std::string_view separator) {
  for (std::size_t i = 0; i < count; ++i)
    fmt::print("{}{}", i ? separator : "", format_element(argument.element, argument.data, i));
}

void write_outputs(const std::vector<Output>& outputs, const std::vector<KernelArgument>& arguments) {
  for (const Output& output : outputs) {
    const KernelArgument& argument = arguments[output.argument];
    if (output.file == "-") {
      print_elements(argument, argument.data.size() / size_of(argument.element), "\n");
      fmt::print("\n");
      continue;
    }
    const auto written = write_file(output.file, argument.data);
    if (!written) throw InvalidRequest(written.error().message);
  }
}

// Runs the kernel; buffers are read back into the arguments.
void launch(Session& session, const RunOptions& options, Bytes code, std::vector<KernelArgument>& arguments) {
  compute::Device device = compute::Device::open(
      session.device(), check::drivers(), {.firmware = check::firmware_for(options.bus.uri, options.bus.firmware)});
  compute::Queue queue = device.make_queue();
  const compute::Kernel kernel = device.load(options.code, code).kernel(options.kernel);
  std::vector<compute::Argument> bound;
  for (const KernelArgument& argument : arguments) {
    if (!argument.is_buffer) {
      bound.push_back(compute::Argument::bytes(argument.data));
      continue;
    }
    const compute::Buffer buffer = device.allocate(argument.data.size(), fmt::format("argument {}", bound.size()));
    queue.upload(buffer, argument.data);
    bound.emplace_back(buffer);
  }
  const compute::Event begin = queue.record(true);
  for (u32 i = 0; i < options.repeat; ++i)
    queue.launch(
        kernel,
        {.grid = dim3(options.grid), .block = dim3(options.block), .dynamic_workgroup_memory = options.dynamic_lds},
        bound);
  const compute::Event end = queue.record(true);
  for (std::size_t i = 0; i < arguments.size(); ++i)
    if (arguments[i].is_buffer) queue.download(bound[i].buffer(), arguments[i].data);
  fmt::print(stderr, "{} on {}: {} ns of device time\n", options.kernel, device.facts().name,
             compute::elapsed(begin, end).count());
}

void run(const Program& program, const RunOptions& options) {
  // What can be refused without a device comes first.
  auto file = read_file(options.code);
  if (!file) throw InvalidRequest(file.error().message);
  const auto code = firmware::decompress(std::move(*file), options.code);
  if (!code) throw InvalidRequest(code.error().message);
  std::vector<KernelArgument> arguments;
  for (const std::string& text : options.arguments) {
    auto argument = parse_argument(text);
    if (!argument) throw InvalidRequest(argument.error().message);
    arguments.push_back(std::move(*argument));
  }
  std::vector<Output> outputs;
  for (const std::string& text : options.outputs) outputs.push_back(parse_output(text, arguments));

  Session session(program, options.bus);
  try {
    launch(session, options, *code, arguments);
  } catch (...) {
    session.finish();  // the simulator's own words say more than the driver could find out
    throw;
  }
  session.finish();

  write_outputs(outputs, arguments);
  if (!outputs.empty()) return;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (!arguments[i].is_buffer) continue;
    const std::size_t count = arguments[i].data.size() / size_of(arguments[i].element);
    fmt::print("argument {} ({} x {}): ", i, to_string(arguments[i].element), count);
    print_elements(arguments[i], std::min<std::size_t>(count, 8), " ");
    fmt::print("{}\n", count > 8 ? " ..." : "");
  }
}

}  // namespace

void add_run(Program& program) {
  CLI::App* command = program.app.add_subcommand("run", "Run a kernel of a code object or cubin on a device");
  auto o = std::make_shared<RunOptions>();
  o->bus.add_to(*command);
  command->add_option("--code", o->code, "AMD code object or NVIDIA cubin (plain, .xz or .zst)")->required();
  command->add_option("--kernel", o->kernel, "Name of the kernel")->required();
  command->add_option("--grid", o->grid, "Workgroups: X[,Y[,Z]]")
      ->delimiter(',')
      ->expected(1, 3)
      ->capture_default_str();
  command->add_option("--block", o->block, "Work-items of a workgroup: X[,Y[,Z]]")
      ->delimiter(',')
      ->expected(1, 3)
      ->capture_default_str();
  command
      ->add_option("--arg", o->arguments,
                   "In the kernel's order: buf:TYPE:COUNT=rand:SEED|zero|iota|file:PATH, or TYPE:VALUE; TYPE is u8, "
                   "i8, u16, i16, u32, i32, u64, i64, f16, f32 or f64")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->add_option("--out", o->outputs, "INDEX=FILE: write that buffer argument; INDEX: print it")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->add_option("--repeat", o->repeat, "Launches in a row")->check(CLI::PositiveNumber)->capture_default_str();
  command->add_option("--dynamic-lds", o->dynamic_lds, "Bytes of LDS or shared memory beyond the kernel's own")
      ->capture_default_str();
  command->callback([&program, o] { run(program, *o); });
}

}  // namespace egpulab::tool
