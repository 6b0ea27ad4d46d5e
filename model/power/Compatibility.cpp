#include "model/power/Compatibility.h"

#include "model/power/Phases.h"

namespace colonnade::model {

namespace {

/// How a feed looks to something of one phase: between two lines or to neutral, the one that suits.
Volts toOnePhase(const Feed& feed, Volts least, Volts most)
{
    const Volts neutral = lineToNeutral(feed.voltage);
    return feed.phases == 3 && !suits(feed.voltage, least, most) && suits(neutral, least, most)
        ? neutral
        : feed.voltage;
}

} // namespace

bool suits(Volts voltage, Volts least, Volts most)
{
    constexpr double rounding = 1e-9;
    return voltage.value() >= least.value() * (1 - rounding)
        && voltage.value() <= most.value() * (1 + rounding);
}

std::optional<Mismatch> mismatch(const Feed& feed, const RackPduFigures& pdu, double tolerance)
{
    Mismatch wrong{
        feed.voltage, pdu.lineVoltage * (1 - tolerance), pdu.lineVoltage * (1 + tolerance), {}};
    if (feed.phases == 0)
        wrong.why = "is DC";
    else if (pdu.phases == 3 && feed.phases != 3)
        wrong.why = "has one phase";
    else if (pdu.phases != 3)
        wrong.given = toOnePhase(feed, wrong.least, wrong.most);
    if (wrong.why.empty() && suits(wrong.given, wrong.least, wrong.most))
        return std::nullopt;
    return wrong;
}

std::optional<Mismatch> mismatch(const Feed& feed, const PowerInput& input)
{
    if (!input.voltsMin || !input.voltsMax)
        return std::nullopt;
    Mismatch wrong{feed.voltage, *input.voltsMin, *input.voltsMax, {}};
    const bool direct =
        input.kind == PowerInput::Kind::Dc800 || input.kind == PowerInput::Kind::Dc48;
    if (direct != (feed.phases == 0))
        wrong.why = direct ? "is AC" : "is DC";
    else if (!direct && input.phases == 3 && feed.phases != 3)
        wrong.why = "has one phase";
    else if (!direct && input.phases != 3)
        wrong.given = toOnePhase(feed, wrong.least, wrong.most);
    if (wrong.why.empty() && suits(wrong.given, wrong.least, wrong.most))
        return std::nullopt;
    return wrong;
}

} // namespace colonnade::model
