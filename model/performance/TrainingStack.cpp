#include "model/performance/TrainingStack.h"

#include "model/performance/LayerTimes.h"

#include <algorithm>
#include <cctype>

namespace colonnade::model {

namespace {

struct Field {
    std::string_view name;
    double TrainingStack::*value;
};
constexpr Field fields[] = {
    {"elementwisePasses", &TrainingStack::elementwisePasses},
    {"activationPasses", &TrainingStack::activationPasses},
    {"hostForward", &TrainingStack::hostForward},
    {"hostBackward", &TrainingStack::hostBackward},
    {"hostExpert", &TrainingStack::hostExpert},
    {"hostCollective", &TrainingStack::hostCollective},
    {"hostMessage", &TrainingStack::hostMessage},
    {"hostStep", &TrainingStack::hostStep},
    {"tensorHidden", &TrainingStack::tensorHidden},
    {"dataWindow", &TrainingStack::dataWindow},
    {"portShare", &TrainingStack::portShare},
    {"stolen", &TrainingStack::stolen},
    {"gatherShare", &TrainingStack::gatherShare},
    {"quantised", &TrainingStack::quantised},
    {"quantisedBlock", &TrainingStack::quantisedBlock},
    {"grouped", &TrainingStack::grouped},
    {"permutePasses", &TrainingStack::permutePasses},
    {"dispatchShare", &TrainingStack::dispatchShare},
    {"dispatchHidden", &TrainingStack::dispatchHidden},
    {"headSizeLoss", &TrainingStack::headSizeLoss},
    {"optimizerBytes", &TrainingStack::optimizerBytes},
    {"backwardWork", &TrainingStack::backwardWork},
    {"backwardRate", &TrainingStack::backwardRate},
};

struct RateField {
    std::string_view name;
    double StackRates::*value;
};
constexpr RateField rateFields[] = {
    {"wide", &StackRates::wide},
    {"fp8", &StackRates::fp8},
    {"fp4", &StackRates::fp4},
    {"attention", &StackRates::attention},
    {"bandWide", &StackRates::bandWide},
    {"bandLow", &StackRates::bandLow},
    {"bandExperts", &StackRates::bandExperts},
    {"rows", &StackRates::rows},
};

constexpr std::array<std::string_view, 4> names{"core", "classic", "fsdp", "xla"};

bool isLetterOrDigit(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

/// Whether `word` stands in `name`, whatever the case and the hyphens, and not within a longer word: "b200" is not in "gb200",
/// "tpuv5e" is in "google-tpu-v5e".
bool namesPart(std::string_view name, std::string_view word)
{
    const auto standsAt = [&](std::size_t at) {
        for (const char wanted : word) {
            while (at < name.size() && !isLetterOrDigit(name[at]))
                ++at;
            if (at == name.size() || std::tolower(static_cast<unsigned char>(name[at])) != wanted)
                return false;
            ++at;
        }
        return true;
    };
    for (std::size_t at = 0; at < name.size(); ++at) {
        if ((at == 0 || !isLetterOrDigit(name[at - 1])) && standsAt(at))
            return true;
    }
    return false;
}

/// Parts of the same design as one that was measured.
std::string_view relativeOf(std::string_view accelerator)
{
    constexpr std::pair<std::string_view, std::string_view> relatives[] = {
        {"h200", "h100"}, {"h800", "h100"}, {"gh200", "h100"}, {"h20", "h100"}, {"a800", "a100"},
        {"b300", "b200"}, {"gb300", "gb200"},
    };
    for (const auto& [name, relative] : relatives) {
        if (namesPart(accelerator, name))
            return relative;
    }
    return {};
}

const StackRates* ratesOf(const TrainingStack& stack, std::string_view accelerator)
{
    for (const StackRates& rates : stack.rates) {
        if (!rates.part.empty() && namesPart(accelerator, rates.part))
            return &rates;
    }
    return nullptr;
}

} // namespace

bool TrainingStack::measured(std::string_view accelerator) const
{
    const StackRates* own = ratesOf(*this, accelerator);
    return own && own->rows > 0;
}

const StackRates& TrainingStack::of(std::string_view accelerator, std::string_view relative) const
{
    for (const std::string_view name : {accelerator, relativeOf(accelerator), relative}) {
        if (const StackRates* found = ratesOf(*this, name))
            return *found;
    }
    const StackRates* last = rates.data();
    for (const StackRates& each : rates) {
        if (!each.part.empty())
            last = &each;
    }
    return *last;
}

double* constantOf(TrainingStacks& stacks, std::string_view name)
{
    const auto dot = name.find('.');
    const auto stack = std::find(names.begin(), names.end(), name.substr(0, dot));
    if (dot == std::string_view::npos || stack == names.end())
        return nullptr;
    TrainingStack& of = stacks.stacks[static_cast<std::size_t>(stack - names.begin())];
    const std::string_view rest = name.substr(dot + 1);
    for (const Field& field : fields) {
        if (field.name == rest)
            return &(of.*field.value);
    }
    const auto second = rest.find('.');
    if (second == std::string_view::npos)
        return nullptr;
    for (StackRates& rates : of.rates) {
        if (rates.part.empty() || rates.part != rest.substr(0, second))
            continue;
        for (const RateField& field : rateFields) {
            if (field.name == rest.substr(second + 1))
                return &(rates.*field.value);
        }
    }
    return nullptr;
}

Result<TrainingKernels> trainingKernels(const ClusterView& view, const TransformerModel& model, const TrainingJob& job,
                                        const Calibration& calibration)
{
    const auto kernels = kernelsFor(view, job.precision, calibration);
    if (!kernels)
        return tl::unexpected<Error>{kernels.error()};
    TrainingKernels out;
    static_cast<Kernels&>(out) = *kernels;
    out.stack = calibration.training.of(job.software);
    const StackRates& rates = out.stack.of(view.accelerator, out.gemmPart->marks.empty() ? std::string_view{} : out.gemmPart->marks.front());
    out.stackMeasured = out.stack.measured(view.accelerator);
    // The peaks before any loss; the software's own share of them instead of the common one.
    const FlopRate peak = *view.peakOf(job.precision);
    auto wide = view.peakOf(Precision::Bf16);
    if (!wide)
        wide = view.peakOf(Precision::Fp16).value_or(peak * (out.inputBytes / 2));
    const double narrow = job.precision == Precision::Fp8 ? rates.fp8
        : job.precision == Precision::Fp4                 ? rates.fp4
                                                          : rates.wide;
    out.peak = peak * narrow;
    out.widePeak = *wide * rates.wide;
    out.attention = rates.attention / rates.wide;
    const bool low = job.precision == Precision::Fp8 || job.precision == Precision::Fp4;
    out.band = model.experts ? rates.bandExperts : low ? rates.bandLow : rates.bandWide;
    if (!out.stackMeasured)
        out.band = std::min(0.9, 2 * out.band);
    return out;
}

} // namespace colonnade::model
