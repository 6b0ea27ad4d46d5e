#include "render/loops/LoopDiagram.h"

#include "model/units/Text.h"
#include "render/oneline/OneLineGraph.h"

#include <cmath>

namespace colonnade::render {
namespace {

using model::BranchVerdict;
using Look = DiagramText::Look;

const QString arrow = QStringLiteral(" → ");

QString percent(double share)
{
    return shareText(share);
}

QString powerOf(double watts)
{
    return powerText(model::Watts{watts});
}

/// "40.0 → 55.1 °C"; one number where the other is not known.
QString temperatures(const std::optional<LoopRange>& supply, const std::optional<LoopRange>& back)
{
    const auto one = [](const LoopRange& range) {
        const QString low = QString::number(range.low, 'f', 1), high = QString::number(range.high, 'f', 1);
        QString text = low == high ? low : low + QStringLiteral("–") + high;
        return text.replace(QLatin1Char('-'), QChar(0x2212));
    };
    if (supply && back)
        return one(*supply) + arrow + one(*back) + QStringLiteral("\u00a0°C");
    if (supply)
        return one(*supply) + QStringLiteral("\u00a0°C");
    return {};
}

/// The same in less room: without the unit, which °C is by the arrow and the header.
QStringList brieflyOf(const QString& temperatures)
{
    QString shorter = temperatures;
    shorter.remove(QStringLiteral("\u00a0°C")).replace(arrow, QStringLiteral("→"));
    return temperatures.isEmpty() ? QStringList{} : QStringList{shorter + QStringLiteral("\u00a0°C"), shorter};
}

QString verdictText(const LoopBox& box)
{
    const LoopFigures& f = box.figures;
    switch (box.verdict) {
    case BranchVerdict::Balanced: return {};
    case BranchVerdict::Closed: return QStringLiteral("Valve closed");
    case BranchVerdict::OverPressured: return QStringLiteral("Over-pressured");
    case BranchVerdict::Starved:
        if (f.flow && f.demand && f.demand->high > 0)
            return QStringLiteral("Starved: %1 of demand").arg(percent(f.flow->low / f.demand->high));
        return QStringLiteral("Starved");
    case BranchVerdict::Dead: return QStringLiteral("Nothing flows");
    }
    return {};
}

void add(LoopBox& box, const QString& text, const QStringList& briefer, Look look, int rank)
{
    if (!text.isEmpty())
        box.texts.push_back({text, briefer, look, rank});
}

void addBar(LoopBox& box, double share, int rank)
{
    box.share = share;
    box.texts.push_back({{}, {}, Look::Plain, rank});
}

void addProblems(LoopBox& box)
{
    for (const QString& problem : box.problems)
        box.texts.push_back({problem, {QStringLiteral("figures missing")}, Look::Quiet, 6});
}

/// "119 L/min"; with what was asked for where it is something else.
QString flowOf(const LoopFigures& f)
{
    if (!f.flow)
        return f.demand && f.demand->high > 0 ? QStringLiteral("asks for ") + rangeText(*f.demand, "L/min") : QString{};
    const QString flow = rangeText(*f.flow, "L/min");
    if (!f.demand || f.demand->high <= 0 || std::abs(f.flow->low / f.demand->high - 1) < 0.005)
        return flow;
    return QStringLiteral("%1 of %2").arg(flow, rangeText(*f.demand, "L/min"));
}

void writeFacility(LoopBox& box)
{
    const LoopFigures& f = box.figures;
    add(box, box.name, {}, Look::Name, 0);
    add(box, temperatures(f.supply, f.back), {}, Look::Plain, 1);
    if (f.flow) {
        const bool short_ = f.available && f.flow->high > *f.available;
        const QString flow = rangeText(*f.flow, "L/min");
        add(box, f.available ? QStringLiteral("%1 of %2").arg(flow, quantityText(*f.available, "L/min")) : flow, {flow}, short_ ? Look::Alarm : Look::Plain, 2);
    }
    if (f.heat) {
        const QString heat = powerOf(*f.heat);
        const bool over = f.capacity && *f.heat > *f.capacity + 0.5;
        add(box, f.capacity ? QStringLiteral("%1 of %2").arg(heat, powerOf(*f.capacity)) : heat, {heat}, over ? Look::Alarm : Look::Plain, 3);
    }
    add(box, box.remark, {}, Look::Quiet, 4);
    addProblems(box);
}

void writeCdu(LoopBox& box)
{
    const LoopFigures& f = box.figures;
    const QString name = box.count == 1 ? box.members : counted(box.count, box.name);
    add(box, name, {}, Look::Name, 0);
    if (box.lost)
        add(box, QStringLiteral("Lost: it does not run"), {QStringLiteral("Lost")}, Look::Alarm, 1);
    add(box, box.count == 1 ? box.name : box.members, {}, Look::Quiet, 5);
    if (f.heat) {
        const QString heat = powerOf(*f.heat);
        if (f.capacity && *f.capacity > 0) {
            const double share = *f.heat / *f.capacity;
            add(box, QStringLiteral("%1 of %2, %3").arg(heat, powerOf(*f.capacity), percent(share)),
                {QStringLiteral("%1 of %2").arg(percent(share), powerOf(*f.capacity)), percent(share)}, box.overloaded ? Look::Alarm : Look::Plain, 2);
            addBar(box, share, 4);
            const double left = *f.capacity - *f.heat;
            add(box, left >= 0 ? QStringLiteral("margin %1").arg(powerOf(left)) : QStringLiteral("over by %1").arg(powerOf(-left)), {},
                left >= 0 ? Look::Quiet : Look::Alarm, 5);
        } else {
            add(box, heat, {}, Look::Plain, 2);
        }
    } else if (f.capacity && !box.lost) {
        add(box, QStringLiteral("capacity %1").arg(powerOf(*f.capacity)), {powerOf(*f.capacity)}, Look::Quiet, 3);
    }
    add(box, temperatures(f.supply, f.back), brieflyOf(temperatures(f.supply, f.back)), Look::Plain, 3);
    if (f.flow) {
        const QString flow = rangeText(*f.flow, "L/min");
        add(box, f.approach ? QStringLiteral("%1 · approach %2").arg(flow, rangeText(*f.approach, "K")) : flow, {flow}, Look::Plain, 3);
    }
    if (f.speed && f.pumps > 0)
        add(box, QStringLiteral("%1 of %2 pumps at %3").arg(f.running).arg(f.pumps).arg(percent(*f.speed)),
            {QStringLiteral("%1/%2 pumps, %3").arg(f.running).arg(f.pumps).arg(percent(*f.speed))}, Look::Quiet, 4);
    if (!box.lost)
        addProblems(box);
}

void writeHeader(LoopBox& box)
{
    const LoopFigures& f = box.figures;
    add(box, box.name, {}, Look::Name, 0);
    if (box.verdict == BranchVerdict::Starved)
        add(box, QStringLiteral("Pumps fall short"), {}, Look::Alarm, 1);
    add(box, flowOf(f), {}, Look::Plain, 1);
    add(box, temperatures(f.supply, f.back), {}, Look::Plain, 2);
    if (f.drop) {
        const QString drop = QStringLiteral("ΔP ") + rangeText(*f.drop, "kPa");
        add(box, f.head ? QStringLiteral("%1 of %2").arg(drop, quantityText(*f.head, "kPa")) : drop, {drop}, Look::Plain, 3);
    }
    if (f.heat)
        add(box, QStringLiteral("heat %1").arg(powerOf(*f.heat)), {powerOf(*f.heat)}, Look::Plain, 4);
    if (f.margin)
        add(box, f.margin->low >= 0 ? QStringLiteral("margin to inlet limit %1").arg(rangeText(*f.margin, "K"))
                                    : QStringLiteral("too warm by %1").arg(quantityText(-f.margin->low, "K")),
            {f.margin->low >= 0 ? QStringLiteral("margin %1").arg(rangeText(*f.margin, "K")) : QStringLiteral("too warm")},
            f.margin->low >= 0 ? Look::Plain : Look::Alarm, 4);
    add(box, box.remark, {}, Look::Quiet, 5);
    addProblems(box);
    if (f.assumed)
        add(box, QStringLiteral("≈ pipes in part assumed"), {QStringLiteral("≈ assumed")}, Look::Quiet, 6);
}

void writeRow(LoopBox& box)
{
    const LoopFigures& f = box.figures;
    add(box, box.name, {}, Look::Name, 0);
    add(box, box.members, {}, Look::Quiet, 4);
    if (f.flow)
        add(box, rangeText(*f.flow, "L/min"), {}, Look::Plain, 1);
    if (f.drop)
        add(box, QStringLiteral("pipes ΔP %1%2").arg(f.assumed ? QStringLiteral("≈\u00a0") : QString{}, rangeText(*f.drop, "kPa")), {}, Look::Plain, 2);
    if (f.velocity)
        add(box, QStringLiteral("up to %1").arg(quantityText(*f.velocity, "m/s")), {}, Look::Quiet, 3);
}

void writeRack(LoopBox& box)
{
    const LoopFigures& f = box.figures;
    add(box, box.count == 1 ? box.members : counted(box.count, box.name), {}, Look::Name, 0);
    if (box.lost)
        add(box, box.problems.isEmpty() ? QStringLiteral("Dark") : box.problems.front().left(1).toUpper() + box.problems.front().mid(1), {}, Look::Alarm, 1);
    else if (const QString verdict = verdictText(box); !verdict.isEmpty())
        add(box, verdict, {verdict.section(QStringLiteral(" of "), 0, 0), verdict.section(QLatin1Char(':'), 0, 0)}, box.troubled() ? Look::Alarm : Look::Note, 1);
    add(box, box.count == 1 ? box.name : box.members, {}, Look::Quiet, 6);
    const QString flow = flowOf(f);
    add(box, flow, {f.flow ? rangeText(*f.flow, "L/min") : flow}, Look::Plain, 2);
    if (f.flow && f.demand && f.demand->high > 0)
        addBar(box, f.flow->low / f.demand->high, 5);
    add(box, temperatures(f.supply, f.back), brieflyOf(temperatures(f.supply, f.back)), Look::Plain, 2);
    if (f.drop)
        add(box, QStringLiteral("ΔP ") + rangeText(*f.drop, "kPa"), {}, Look::Plain, 4);
    if (f.heat)
        add(box, box.count == 1 ? powerOf(*f.heat) : QStringLiteral("%1 · %2 each").arg(powerOf(*f.heat), powerOf(*f.heat / box.count)), {powerOf(*f.heat)},
            Look::Plain, 3);
    if (f.margin)
        add(box, f.margin->low >= 0 ? QStringLiteral("margin %1").arg(rangeText(*f.margin, "K")) : QStringLiteral("too warm by %1").arg(quantityText(-f.margin->low, "K")),
            {}, f.margin->low >= 0 ? Look::Quiet : Look::Alarm, 5);
    if (!f.heat && !f.flow && !f.demand)
        add(box, QStringLiteral("no figures"), {QStringLiteral("–")}, Look::Quiet, 2);
}

void writeFacts(LoopBox& box)
{
    const LoopFigures& f = box.figures;
    std::vector<std::pair<QString, QString>> facts;
    const auto say = [&](const char* what, const QString& much) { facts.emplace_back(QString::fromUtf8(what), much); };
    const auto range = [&](const char* what, const std::optional<LoopRange>& value, const char* unit) {
        if (value)
            say(what, rangeText(*value, unit, 4));
    };
    if (box.kind == LoopBox::Kind::Rack && box.count > 1)
        say("Which", box.members);
    range("Flow", f.flow, "L/min");
    range("Asked for", f.demand, "L/min");
    if (f.available)
        say(box.kind == LoopBox::Kind::Cdu ? "Greatest flow" : "Available", quantityText(*f.available, "L/min", 4));
    range("Supply", f.supply, "°C");
    range("Return", f.back, "°C");
    if (f.supply && f.back)
        say("Rise", quantityText(f.back->high - f.supply->high, "K"));
    range("Pressure drop", f.drop, "kPa");
    if (f.head)
        say("Pumps could give", quantityText(*f.head, "kPa", 4));
    if (f.heat)
        say("Heat", powerOf(*f.heat));
    if (f.capacity)
        say("Capacity", powerOf(*f.capacity));
    range("Approach", f.approach, "K");
    range("Margin to inlet limit", f.margin, "K");
    if (f.speed)
        say("Speed of the pumps", percent(*f.speed));
    if (f.velocity)
        say("Velocity", quantityText(*f.velocity, "m/s"));
    if (!verdictText(box).isEmpty() && box.kind == LoopBox::Kind::Rack)
        say("Branch", QString::fromUtf8(std::string{model::word(box.verdict)}.c_str()));
    for (const QString& problem : box.problems)
        say("Note", problem);
    if (f.assumed && box.kind != LoopBox::Kind::Header)
        say("Note", QStringLiteral("some of it rests on assumptions"));
    facts.insert(facts.end(), box.facts.begin(), box.facts.end());
    box.facts = std::move(facts);
}

} // namespace

QString quantityText(double value, const char* unit, int digits)
{
    return QString::fromStdString(model::withUnit(value, unit, digits));
}

QString rangeText(const LoopRange& range, const char* unit, int digits)
{
    const QString low = quantityText(range.low, unit, digits), high = quantityText(range.high, unit, digits);
    if (low == high)
        return high;
    const QString number = low.section(QChar(0xa0), 0, 0);
    return low.section(QChar(0xa0), 1) == high.section(QChar(0xa0), 1) ? number + QStringLiteral("–") + high : low + QStringLiteral("–") + high;
}

QString temperatureText(double celsius)
{
    return QString::number(celsius, 'f', 1).replace(QLatin1Char('-'), QChar(0x2212)) + QStringLiteral("\u00a0°C");
}

void writeWords(LoopBox& box)
{
    box.texts.clear();
    box.share.reset();
    switch (box.kind) {
    case LoopBox::Kind::Facility: writeFacility(box); break;
    case LoopBox::Kind::Cdu: writeCdu(box); break;
    case LoopBox::Kind::Header: writeHeader(box); break;
    case LoopBox::Kind::Row: writeRow(box); break;
    case LoopBox::Kind::Rack: writeRack(box); break;
    }
    writeFacts(box);
}

} // namespace colonnade::render
