#include "render/oneline/OneLineGraph.h"

#include "model/units/Text.h"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace colonnade::render {
namespace {

using model::Watts;
using Look = OneLineText::Look;

constexpr int digits = 3;
constexpr double rounding = 0.5; // Watts; less is no margin and no excess.

/// "A01" into "A" and "01".
std::pair<std::string, std::string> dividedLabel(const std::string& label)
{
    std::size_t from = label.size();
    while (from > 0 && std::isdigit(static_cast<unsigned char>(label[from - 1])))
        --from;
    return {label.substr(0, from), label.substr(from)};
}

bool follows(const std::string& a, const std::string& b)
{
    const auto [stem, number] = dividedLabel(a);
    const auto [otherStem, otherNumber] = dividedLabel(b);
    if (stem != otherStem || number.empty() || otherNumber.empty() || number.size() > 9 || otherNumber.size() > 9)
        return false;
    return std::stol(number) + 1 == std::stol(otherNumber);
}

QString stateText(const OneLineBox& box)
{
    const OneLineFigures& f = box.figures;
    switch (box.condition) {
    case OneLineCondition::Lost: return QStringLiteral("Lost: the failure itself");
    case OneLineCondition::Dead: return box.load && f.dark > 0
            ? QStringLiteral("Dark: %1 accelerators lost").arg(wholeText(std::ceil(f.dark - 1e-6)))
            : QStringLiteral("%1: %2").arg(box.load ? QStringLiteral("Dark") : QStringLiteral("Dead"), box.why.isEmpty() ? QStringLiteral("no supply") : box.why);
    case OneLineCondition::Transferred: return QStringLiteral("On its alternate");
    case OneLineCondition::Reduced: return f.dark > 0
            ? QStringLiteral("%1 accelerators lost").arg(wholeText(std::ceil(f.dark - 1e-6)))
            : QStringLiteral("Draws less");
    case OneLineCondition::Live: return {};
    }
    return {};
}

void writeLoad(OneLineBox& box)
{
    const OneLineFigures& f = box.figures;
    box.texts.push_back({counted(box.count, box.name), {}, Look::Name, 0});
    const std::optional<Watts> each = f.now ? f.now : f.normal;
    if (const QString state = stateText(box); !state.isEmpty())
        box.texts.push_back({state, {state.section(QLatin1Char(':'), 0, 0)}, Look::Alarm, 1});
    if (each) {
        const QString sum = powerText(*each * static_cast<double>(box.count), f.incomplete);
        const QString more = box.count > 1 ? QStringLiteral("%1 · %2 each").arg(sum, powerText(*each)) : sum;
        box.texts.push_back({more, {sum}, Look::Plain, 2});
    } else {
        box.texts.push_back({QStringLiteral("power not known"), {QStringLiteral("–")}, Look::Quiet, 2});
    }
    QStringList last;
    if (!box.members.isEmpty() && box.members != box.name)
        last << box.members;
    if (f.accelerators > 0)
        last << QStringLiteral("%1 GPUs").arg(wholeText(f.accelerators));
    if (!last.isEmpty())
        box.texts.push_back({last.join(QStringLiteral(" · ")), {last.back()}, Look::Quiet, 3});
}

/// "L1 " before a figure of the most loaded phase; empty where all carry alike.
QString phaseText(const model::PhaseShare& share)
{
    return share.phase ? QString::fromStdString(model::phaseName(*share.phase)) + QChar(0xa0) : QString{};
}

/// Watts beyond the limit that count as such; 0: within it.
double excess(const model::PhaseShare& share)
{
    const double over = share.load.value() - share.limit.value();
    return over > rounding ? over : 0;
}

void writeNode(OneLineBox& box)
{
    const OneLineFigures& f = box.figures;
    box.texts.push_back({counted(box.count, box.name), {}, Look::Name, 0});
    if (const QString state = stateText(box); !state.isEmpty())
        box.texts.push_back({state, {state.section(QLatin1Char(':'), 0, 0)},
                             box.condition == OneLineCondition::Transferred ? Look::Note : Look::Alarm, 1});
    const QString members = box.count > 1 ? box.members : QString{};
    if (!members.isEmpty())
        box.texts.push_back({members, {}, Look::Quiet, 5});
    if (!box.rating.isEmpty())
        box.texts.push_back({box.rating, {box.rating.section(QStringLiteral(" · "), -1)}, Look::Quiet, 5});
    if (!box.equipment.isEmpty())
        box.texts.push_back({box.equipment, {box.equipment.section(QStringLiteral(" · "), 0, 0)}, Look::Quiet, 6});
    const std::optional<Watts> load = f.now ? f.now : f.normal;
    if (!load || box.condition == OneLineCondition::Dead || box.condition == OneLineCondition::Lost)
        return;
    const QString amount = powerText(*load, f.incomplete);
    if (!f.limit || *f.limit <= Watts{}) {
        box.texts.push_back({amount, {}, Look::Plain, 2});
        return;
    }
    const model::PhaseShare loaded = *f.loaded();
    const QString phase = phaseText(loaded), share = shareText(loaded.share);
    box.texts.push_back({QStringLiteral("%1 of %2, %3%4").arg(amount, powerText(*f.limit), phase, share),
                         {QStringLiteral("%1%2 of %3").arg(phase, share, powerText(loaded.limit)), phase + share},
                         excess(loaded) > 0 ? Look::Alarm : Look::Plain, 2});
    box.texts.push_back({{}, {}, Look::Plain, 3});
    const auto judged = f.now ? loaded : f.loadedWorst(); // A state has its own margin.
    if (!judged)
        return;
    const bool over = excess(*judged) > 0;
    const QString much = powerText(Watts{std::abs(judged->limit.value() - judged->load.value())});
    const QString left = (over ? QStringLiteral("over by %1") : QStringLiteral("margin %1")).arg(much);
    const QString briefly = (over ? QStringLiteral("over %1") : QStringLiteral("%1 left")).arg(much);
    const Look look = over ? Look::Alarm : Look::Plain;
    const QString worstPhase = phaseText(*judged);
    const QString alone = worstPhase.isEmpty() ? left.left(1).toUpper() + left.mid(1) : worstPhase + left;
    if (f.now) {
        box.texts.push_back({alone, {worstPhase + briefly}, look, 4});
        return;
    }
    const QString worstShare = worstPhase + shareText(judged->share);
    if (f.worstState.isEmpty()) {
        box.texts.push_back({QStringLiteral("Worst: normal, %1%2").arg(worstPhase, left), {alone, worstPhase + briefly}, look, 4});
        return;
    }
    box.texts.push_back({QStringLiteral("Worst %1, %2").arg(worstShare, left), {QStringLiteral("Worst %1, %2").arg(worstShare, briefly), QStringLiteral("Worst %1").arg(worstShare)}, look, 4});
    box.texts.push_back({QStringLiteral("with %1").arg(f.worstState), {f.worstState}, Look::Quiet, 5});
}

} // namespace

QString powerText(Watts power, bool incomplete)
{
    const QString text = QString::fromStdString(model::text(power, digits));
    return incomplete ? QStringLiteral("≥\u00a0") + text : text;
}

QString shareText(double share)
{
    return QString::fromStdString(model::significant(share * 100, digits)) + QStringLiteral("\u00a0%");
}

QString wholeText(double number)
{
    const auto whole = static_cast<long long>(std::llround(number));
    return QString::fromStdString(model::significant(static_cast<double>(whole), static_cast<int>(std::to_string(std::abs(whole)).size())));
}

QString counted(int count, const QString& name)
{
    return count == 1 ? name
                      : QStringLiteral("%1\u00a0×\u00a0%2").arg(wholeText(count), name);
}

QString rangesText(std::vector<std::string> labels)
{
    QStringList runs;
    for (std::size_t i = 0; i < labels.size();) {
        std::size_t end = i + 1;
        while (end < labels.size() && follows(labels[end - 1], labels[end]))
            ++end;
        if (end - i < 3)
            end = i + 1;
        const QString first = QString::fromStdString(labels[i]), last = QString::fromStdString(labels[end - 1]);
        runs << (end - i == 1 ? first : QStringLiteral("%1–%2").arg(first, last));
        i = end;
    }
    constexpr qsizetype most = 4;
    if (runs.size() > most)
        return QStringLiteral("%1 … %2").arg(runs.front().section(QStringLiteral("–"), 0, 0), runs.back().section(QStringLiteral("–"), -1));
    return runs.join(QStringLiteral(", "));
}

void writeWords(OneLineBox& box)
{
    box.texts.clear();
    if (box.load)
        writeLoad(box);
    else
        writeNode(box);
}

} // namespace colonnade::render
