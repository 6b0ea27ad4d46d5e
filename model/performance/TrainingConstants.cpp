#include "model/performance/TrainingStack.h"

namespace colonnade::model {

namespace {

struct Constant {
    std::string_view name;
    double value;
};

// From resources/calibration/training.yaml.
constexpr Constant constants[] = {
#include "TrainingConstants.inc"
};

/// The parts that each software was measured on, the one that stands in for what is unlike any of them last.
TrainingStacks withParts()
{
    TrainingStacks all;
    constexpr std::string_view parts[4][6] = {{"a100", "gb300", "b300", "gb200", "b200", "h100"},
                                              {"a100"},
                                              {"a100", "h100"},
                                              {"tpuv4", "tpuv5e", "tpuv5p", "tpuv6e", "h100"}};
    for (std::size_t i = 0; i < all.stacks.size(); ++i) {
        for (std::size_t k = 0; k < all.stacks[i].rates.size(); ++k)
            all.stacks[i].rates[k].part = parts[i][k];
    }
    return all;
}

} // namespace

const TrainingStacks& TrainingStacks::builtIn()
{
    static const TrainingStacks stacks = [] {
        TrainingStacks all = withParts();
        for (const Constant& constant : constants) {
            if (double* value = constantOf(all, constant.name))
                *value = constant.value;
        }
        return all;
    }();
    return stacks;
}

} // namespace colonnade::model
