// Runs both sides and compares their results bit for bit.
#include "tools/crosscheck/comparison.hpp"

#include <xxhash.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "fixtures/kernels.hpp"
#include "tools/crosscheck/corpus_run.hpp"
#include "tools/crosscheck/instructions.hpp"

namespace egpulab::tool {
namespace {

using Json = nlohmann::ordered_json;

// What is digested of a run: the results whose bits one right implementation fixes.
std::string digest_of(const fixtures::SuiteArguments& results) {
  u64 digest = 0;
  for (const fixtures::SuiteArgument& a : results)
    if (a.is_result() && !a.unchecked && !a.unordered) digest = XXH64(a.data.data(), a.data.size(), digest);
  return fmt::format("{:016x}", digest);
}

// Elements of all results that are the same, and where the first is that is not.
struct Count {
  u64 compared = 0, same = 0;
  std::optional<std::pair<std::size_t, std::size_t>> first;  // argument, element
};
Count count_same(const fixtures::SuiteArguments& a, const fixtures::SuiteArguments& b) {
  Count c;
  for (std::size_t n = 0; n < a.size(); ++n) {
    if (!a[n].is_result() || a[n].unchecked || a[n].unordered) continue;
    const std::size_t size = fixtures::size_of(a[n].element);
    for (std::size_t i = 0; i < a[n].count(); ++i, ++c.compared) {
      const bool same = std::memcmp(&a[n].data[i * size], &b[n].data[i * size], size) == 0;
      c.same += same;
      if (!same && !c.first) c.first = {n, i};
    }
  }
  return c;
}
u64 element_bits(const fixtures::SuiteArgument& a, std::size_t i) {
  u64 v = 0;
  const std::size_t size = fixtures::size_of(a.element);
  std::memcpy(&v, &a.data[i * size], size);
  return v;
}

// A run of either kind on one side, with what its results are judged by.
struct Item {
  std::string name;
  fixtures::SuiteArguments inputs;
  std::function<Parsed<fixtures::SuiteArguments>(Side&)> run;
  std::function<std::string(std::size_t element)> where;                             // the operands of an element
  std::function<std::optional<std::string>(const fixtures::SuiteArguments&)> wrong;  // or nothing
};

std::vector<Item> instruction_items(u32 sm, const CrossCheckOptions& options) {
  std::vector<Item> items;
  for (const InstructionForm& form : instruction_forms(sm)) {
    if (form.instruction.find(options.only) == std::string::npos) continue;
    const std::string file = fmt::format("{}.sm_{}.cubin", form.module, sm);
    const Bytes cubin = fixtures::kernel(file).value();
    Item item;
    item.name = form.instruction;
    item.inputs = instruction_operands(form, options.seed);
    item.run = [form, file, cubin, inputs = item.inputs](Side& side) {
      return side.run(instruction_run(form, file, cubin, inputs));
    };
    item.where = [form, inputs = item.inputs](std::size_t i) { return operands_text(form, inputs, i); };
    items.push_back(std::move(item));
  }
  return items;
}
std::vector<Item> corpus_items(u32 sm, const CrossCheckOptions& options) {
  std::vector<Item> items;
  for (const fixtures::CorpusCase& test : fixtures::cuda_corpus()) {
    Item item;
    item.name = fmt::format("{} {}", test.entry.module, test.name);
    if (sm < test.first_sm || item.name.find(options.only) == std::string::npos) continue;
    item.inputs = test.entry.arguments(options.seed);
    item.run = [&test, inputs = item.inputs](Side& side) { return run_case(side, test, inputs); };
    item.wrong = [&test, inputs = item.inputs](const fixtures::SuiteArguments& results) {
      return fixtures::wrong(test, inputs, results);
    };
    items.push_back(std::move(item));
  }
  return items;
}

Agreement agreement_of(const Item& item, Side& first, Side& second) {
  Agreement a;
  a.name = item.name;
  const auto one = item.run(first), other = item.run(second);
  if (!one || !other) {
    a.problem = !one ? fmt::format("{}: {}", first.name(), one.error().message)
                     : fmt::format("{}: {}", second.name(), other.error().message);
    return a;
  }
  const Count c = count_same(*one, *other);
  a.compared = c.compared, a.same = c.same, a.digest = digest_of(*one);
  if (c.first) {
    const auto [n, i] = *c.first;
    a.problem = fmt::format("{}[{}]: {:#x} and {:#x}{}{}", (*one)[n].name, i, element_bits((*one)[n], i),
                            element_bits((*other)[n], i), item.where ? " for " : "", item.where ? item.where(i) : "");
  }
  if (item.wrong)
    for (const auto& [side, results] : {std::pair{&first, &*one}, std::pair{&second, &*other}})
      if (const auto why = item.wrong(*results)) a.problem = fmt::format("{}: {}", side->name(), *why);
  return a;
}

Json rows_of(const std::vector<Agreement>& all) {
  Json rows = Json::object();
  for (const Agreement& a : all) {
    Json row = {{"results", a.compared}, {"same", a.same}, {"digest", a.digest}};
    if (!a.problem.empty()) row["problem"] = a.problem;
    rows[a.name] = std::move(row);
  }
  return rows;
}

void append_rows(std::string& text, std::string_view title, const std::vector<Agreement>& all) {
  u64 complete = 0, compared = 0, same = 0;
  for (const Agreement& a : all) {
    complete += a.complete(), compared += a.compared, same += a.same;
    if (!a.complete()) text += fmt::format("  {:<34} {:>8} of {:>8}  {}\n", a.name, a.same, a.compared, a.problem);
  }
  text += fmt::format("{}: {} of {} agree; {} of {} results are the same bit for bit\n", title, complete, all.size(),
                      same, compared);
}

}  // namespace

CrossCheck cross_check(Side& first, Side& second, const CrossCheckOptions& options) {
  CrossCheck check{first.name(), second.name(), first.sm(), {}, {}};
  for (const Item& item : instruction_items(first.sm(), options))
    check.instructions.push_back(agreement_of(item, first, second));
  for (const Item& item : corpus_items(first.sm(), options)) check.kernels.push_back(agreement_of(item, first, second));
  return check;
}

std::string table_of(const CrossCheck& check) {
  std::string text = fmt::format("sm_{}: {} and {}\n", check.sm, check.first, check.second);
  append_rows(text, "Instructions", check.instructions);
  append_rows(text, "Kernels", check.kernels);
  return text;
}

std::string json_of(const CrossCheck& check) {
  const Json j = {{"first", check.first},
                  {"second", check.second},
                  {"sm", check.sm},
                  {"instructions", rows_of(check.instructions)},
                  {"kernels", rows_of(check.kernels)}};
  return j.dump(1) + "\n";
}

Parsed<CrossCheck> check_against_fixture(Side& side, std::string_view text, const CrossCheckOptions& options) {
  const Json j = Json::parse(text, nullptr, false);
  if (!j.is_object() || !j.contains("first") || !j["first"].is_string() || !j.contains("sm") || !j["sm"].is_number())
    return refuse("the fixture is no JSON object with \"first\" and \"sm\", as this tool writes them");
  if (j["sm"] != side.sm())
    return refuse(fmt::format("the fixture is for sm_{}, the side for sm_{}", j["sm"].get<u32>(), side.sm()));
  CrossCheck check{j["first"], side.name(), side.sm(), {}, {}};
  const auto compare = [&](const std::vector<Item>& items, const char* part, std::vector<Agreement>& into) {
    for (const Item& item : items) {
      if (!j.contains(part) || !j[part].contains(item.name)) continue;
      const Json& row = j[part][item.name];
      Agreement a;
      a.name = item.name, a.digest = row.value("digest", "");
      const auto results = item.run(side);
      if (!results) {
        a.problem = results.error().message;
      } else {
        a.compared = count_same(*results, *results).compared;
        if (digest_of(*results) == a.digest)
          a.same = a.compared;
        else
          a.problem = fmt::format("digest {} where the fixture has {}", digest_of(*results), a.digest);
      }
      into.push_back(std::move(a));
    }
  };
  compare(instruction_items(side.sm(), options), "instructions", check.instructions);
  compare(corpus_items(side.sm(), options), "kernels", check.kernels);
  return check;
}

}  // namespace egpulab::tool
