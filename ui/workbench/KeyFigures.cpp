#include "ui/workbench/KeyFigures.h"

#include "model/units/Text.h"
#include "render/charts/DesignCharts.h"
#include "ui/document/Estimating.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace colonnade::ui {

namespace {


QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("KeyFigures", text, nullptr, n);
}

const QChar nbsp(0xa0);

KeyFigure figure(const char* id, const QString& label, KeyFigure::Better better)
{
    KeyFigure figure;
    figure.id = QString::fromLatin1(id);
    figure.label = label;
    figure.better = better;
    figure.value = unknownText();
    figure.known = false;
    return figure;
}

void set(KeyFigure& figure, double number, std::string_view unit)
{
    figure.number = number;
    figure.unit = unit;
    figure.value = figureText(number, unit);
    figure.known = true;
}

/// A total of which some figures may be unknown: then at least what is known, if anything is, and how many are missing.
template <class Q>
void setSum(KeyFigure& figure, const model::Sum<Q>& sum, const QString& missingWord)
{
    figure.missing = sum.missing;
    figure.incomplete = !sum.complete();
    if (figure.incomplete && sum.known.value() == 0) {
        figure.note = countText(sum.missing) + nbsp + missingWord;
        return; // Of which nothing is known.
    }
    set(figure, sum.known.value(), Q::symbol());
    if (!figure.incomplete)
        return;
    figure.value.prepend(QStringLiteral("≥") + nbsp);
    figure.note = countText(sum.missing) + nbsp + missingWord;
}

/// Two powers under one prefix: "920 / 280 kW".
QString pairText(double first, double second)
{
    const double scale = std::max(std::abs(first), std::abs(second)) >= 9999.5e3 ? 1e6 : 1e3;
    return QStringLiteral("%1 / %2%3%4")
        .arg(words(model::significant(first / scale, stripDigits)),
             words(model::significant(second / scale, stripDigits)), nbsp,
             scale > 1e3 ? QStringLiteral("MW") : QStringLiteral("kW"));
}

/// Whether some feed of the hall or of a placed pod is on that side.
bool hasFeed(const model::Design& design, model::Side side)
{
    const auto on = [side](const model::Arrangement& arrangement) {
        return std::ranges::any_of(arrangement.feeds, [side](const model::Feed& feed) { return feed.side == side; });
    };
    return on(design.hall()->arrangement)
        || std::ranges::any_of(design.hall()->pods, [&](const model::PodPlacement& placed) { return on(placed.pod->arrangement()); });
}

KeyFigure sideFigure(const Judgement& judgement, model::Side side)
{
    const QString letter(QLatin1Char(model::letter(side)));
    static constexpr std::array<const char*, model::sideCount> ids{"power-a", "power-b", "power-c", "power-d"};
    KeyFigure figure = ui::figure(ids[static_cast<std::size_t>(side)],
                                  tr("Feeds, side %1").arg(letter), KeyFigure::Better::Lower);
    figure.formula = tr("Sum of the provisioned power on all feeds of side %1 that hang on no "
                        "other feed, in normal state. Limit: what these feeds may carry "
                        "continuously.")
                         .arg(letter);
    if (!judgement.power) {
        figure.pending = true;
        return figure;
    }
    for (const model::SideTotal& total : judgement.power->bySide()) {
        if (total.side != side || total.feeds == 0)
            continue;
        set(figure, total.normal.value(), "W");
        figure.note = tr("of %1").arg(figureText(total.limit.value(), "W"));
        if (total.limit.value() > 0)
            figure.share = total.normal / total.limit;
        return figure;
    }
    figure.note = tr("no feed");
    return figure;
}

KeyFigure worstFigure(const Judgement& judgement)
{
    KeyFigure figure
        = ui::figure("worst-state", tr("Worst: one feed lost"), KeyFigure::Better::Lower);
    figure.formula = tr("Over every loss of one feed: the greatest load of a feed that lives, over "
                        "what it may carry continuously; of its most loaded phase where its phases differ.");
    if (!judgement.power) {
        figure.pending = true;
        return figure;
    }
    const auto worst = judgement.power->worst();
    if (!worst.feed) {
        figure.note = tr("no feed");
        return figure;
    }
    const model::PhaseShare judged = model::phaseShare(*worst.feed); // As PWR-004 and PWR-008 do.
    const double share = judged.share;
    figure.number = share * 100;
    figure.unit = "%";
    figure.share = share;
    figure.value = percentText(share);
    figure.known = true;
    QString name = words(model::labelOr(worst.feed->feed.name, worst.feed->feed.id.text()));
    if (judged.phase)
        name = tr("%1 of %2").arg(words(model::phaseName(*judged.phase)), name);
    figure.note = tr("on %1").arg(name);
    figure.formula += QLatin1Char('\n')
        + tr("%1: %2 of %3.")
              .arg(name, figureText(judged.load.value(), "W", inspectorDigits), figureText(judged.limit.value(), "W", inspectorDigits));
    return figure;
}

/// What the racks want beside what they get; no limit.
QString askedFor(const QString& flow, const QString& demand)
{
    return flow == demand ? tr("as asked for") : tr("%1 asked for").arg(demand);
}

/// Flow of all loops of the hall, against what their racks ask for; and the widest rise of a rack.
std::pair<KeyFigure, KeyFigure> coolantFigures(const Judgement& judgement)
{
    KeyFigure flow = figure("coolant-flow", tr("Coolant flow"), KeyFigure::Better::Neither);
    flow.formula = tr("Sum of the flows of all coolant loops at work, by pumps, pipes and valves; beside it, what their racks ask for.");
    KeyFigure rise = figure("coolant-rise", tr("Widest ΔT"), KeyFigure::Better::Lower);
    rise.formula = tr("Greatest rise of the coolant over a rack: return less supply temperature.");
    flow.estimated = rise.estimated = true;
    flow.rank = 2;
    rise.rank = 3;
    if (!judgement.cooling) {
        flow.pending = rise.pending = true;
        return {std::move(flow), std::move(rise)};
    }
    double flows = 0, demand = 0, widest = -1;
    int loops = 0, unsolved = 0;
    QString where, why;
    for (const auto& part : judgement.cooling->parts) {
        if (part.placements == 0)
            continue;
        for (const model::LoopLoad& load : part.chain.loops) {
            loops += part.placements;
            if (!load.state || !load.network) {
                unsolved += part.placements;
                why = words(load.withoutState);
                continue;
            }
            flows += load.state->flow.value() * part.placements;
            demand += load.network->demand().value() * part.placements;
            for (std::size_t i = 0; i < load.state->branches.size(); ++i) {
                const model::BranchState& branch = load.state->branches[i];
                const double over = branch.supply && branch.back ? difference(*branch.back, *branch.supply).value() : -1;
                if (over > widest) {
                    widest = over;
                    where = words(load.network->branches[i].label);
                }
            }
        }
    }
    if (loops == 0) {
        flow.note = rise.note = tr("no loop");
        return {std::move(flow), std::move(rise)};
    }
    if (unsolved == loops) {
        flow.note = rise.note = tr("not evaluated");
        flow.incomplete = rise.incomplete = true;
        flow.formula += QLatin1Char('\n') + why;
        return {std::move(flow), std::move(rise)};
    }
    set(flow, flows, "L/min");
    flow.note = unsolved > 0 ? tr("%1 not solved").arg(countOf(unsolved, tr("loop"), tr("loops"))) : askedFor(flow.value, figureText(demand, "L/min"));
    flow.incomplete = unsolved > 0;
    if (widest >= 0) {
        set(rise, widest, "K");
        rise.note = tr("at %1").arg(where);
    }
    return {std::move(flow), std::move(rise)};
}

/// The place that comes nearest to what the floor takes, as MEC-007 has judged.
KeyFigure floorFigure(const Judgement& judgement)
{
    KeyFigure figure = ui::figure("floor-load", tr("Floor load"), KeyFigure::Better::Lower);
    figure.rank = 3;
    figure.formula = tr("Greatest load of a rack or unit on the floor, with its share of the clearances, people and raised floor (MEC-007).");
    if (!judgement.evaluation) {
        figure.pending = true;
        return figure;
    }
    const model::Evaluation& all = *judgement.evaluation;
    const model::Finding* worst = nullptr;
    for (const model::Finding& finding : all.findings) {
        if (finding.rule == "MEC-007" && finding.measured && finding.limit
            && (!worst || *finding.measured / *finding.limit > *worst->measured / *worst->limit))
            worst = &finding;
    }
    if (const auto nearest = all.nearest.find("MEC-007"); !worst && nearest != all.nearest.end() && nearest->second.measured)
        worst = &nearest->second;
    if (!worst) {
        figure.note = tr("not evaluated");
        figure.incomplete = true;
        return figure;
    }
    set(figure, *worst->measured, "kPa");
    if (worst->limit && *worst->limit > 0) {
        figure.share = *worst->measured / *worst->limit;
        figure.note = tr("of %1").arg(figureText(*worst->limit, "kPa"));
    }
    figure.formula += QLatin1Char('\n') + words(worst->message);
    return figure;
}

KeyFigure openFigure(const Judgement& judgement, const model::Subject& rack)
{
    KeyFigure figure
        = ui::figure("open-units", tr("Open units, rack"), KeyFigure::Better::Neither);
    figure.rank = 5;
    figure.formula = tr("Front units of the rack on screen that hold neither a device nor a "
                        "blanking panel.");
    const auto* design = rackDesignOf(*judgement.design, rack);
    if (!design) {
        figure.note = tr("no rack");
        return figure;
    }
    set(figure, design->facts().open.value(), "");
    figure.value = words(model::text(design->facts().open)) + nbsp + QLatin1Char('U');
    figure.unit = "U";
    figure.note = tr("of %1 U in %2")
                      .arg(words(model::text(design->units())), nameOf(*judgement.design, rack));
    return figure;
}

/// Half a step of the last digit that the strip shows of such a number.
double halfOfLastDigit(double number)
{
    return number > 0 ? 0.5 * std::pow(10, std::floor(std::log10(number)) - (stripDigits - 1)) : 0;
}

KeyFigure servingFigure(const Judgement& judgement)
{
    KeyFigure figure = ui::figure("training", tr("Serving"), KeyFigure::Better::Higher);
    figure.estimated = true;
    figure.formula = tr("Output tokens per second of all instances. See the estimate.");
    if (!*judgement.serving) {
        figure.note = tr("not evaluated");
        figure.incomplete = true;
        figure.formula += QLatin1Char('\n') + words(judgement.serving->error().text);
        return figure;
    }
    const model::ServingEstimate& estimate = **judgement.serving;
    set(figure, estimate.figures.tokensPerSecond, "tok/s");
    const QString token = tr("%1 a token").arg(render::timeText(estimate.figures.token));
    const QString part = partInUse(judgement);
    figure.note = part.isEmpty() ? token : tr("on %1").arg(part);
    if (const auto* formula = estimate.formula("output_tokens_per_s"))
        figure.formula = words(formula->formula);
    if (!part.isEmpty())
        figure.formula += QLatin1Char('\n') + tr("On %1, %2.").arg(part, token);
    return figure;
}

KeyFigure trainingFigure(const Judgement& judgement)
{
    if (judgement.serving)
        return servingFigure(judgement);
    KeyFigure figure = ui::figure("training", tr("Training"), KeyFigure::Better::Higher);
    figure.estimated = true;
    figure.formula = tr("Tokens of one step over the time of one step, all accelerators of the "
                        "design. See the estimate.");
    if (!judgement.estimate) {
        figure.pending = !judgement.estimated;
        figure.note = figure.pending ? QString() : tr("no workload");
        return figure;
    }
    if (!*judgement.estimate) {
        figure.note = tr("not evaluated");
        figure.incomplete = true;
        figure.formula += QLatin1Char('\n') + words(judgement.estimate->error().text);
        return figure;
    }
    const model::TrainingEstimate& estimate = **judgement.estimate;
    set(figure, estimate.figures.tokensPerSecond, "tok/s");
    figure.note = estimate.fits.value_or(true)
        ? QStringLiteral("±") + percentText(estimate.errorShare, 2)
        : tr("does not fit the memory");
    if (const auto* formula = estimate.formula("tokens_per_s"))
        figure.formula = words(formula->formula);
    if (const QString part = partInUse(judgement); !part.isEmpty() && estimate.fits.value_or(true)) {
        figure.formula += QLatin1Char('\n') + tr("On %1, %2.").arg(part, figure.note);
        figure.note = tr("on %1").arg(part);
    }
    return figure;
}

KeyFigure findingsFigure(const Judgement& judgement)
{
    KeyFigure figure = ui::figure("findings", tr("Findings"), KeyFigure::Better::Lower);
    figure.formula = tr("What the rules object to, without what is waived.");
    if (!judgement.evaluation) {
        figure.pending = true;
        return figure;
    }
    const model::Evaluation& all = *judgement.evaluation;
    const int errors = all.count(model::Severity::Error);
    const int warnings = all.count(model::Severity::Warning);
    figure.known = true;
    figure.number = errors + warnings;
    figure.value = errors > 0 ? countOf(errors, tr("error"), tr("errors"))
        : warnings > 0        ? countOf(warnings, tr("warning"), tr("warnings"))
                              : tr("none");
    QStringList rest;
    if (errors > 0 && warnings > 0)
        rest << countOf(warnings, tr("warning"), tr("warnings"));
    if (const int unknown = all.count(model::Severity::NotEvaluated); unknown > 0)
        rest << tr("%1 not evaluated").arg(countText(unknown));
    else if (const int infos = all.count(model::Severity::Info); infos > 0)
        rest << countText(infos) + nbsp + tr("info");
    figure.note = rest.join(QStringLiteral(", "));
    return figure;
}

} // namespace

std::vector<KeyFigure> keyFigures(const Judgement& judgement, const model::Subject& rack)
{
    const model::FloorFacts& facts = judgement.design->facts();
    std::vector<KeyFigure> figures;
    figures.push_back(sideFigure(judgement, model::Side::A));
    figures.push_back(sideFigure(judgement, model::Side::B));
    for (const model::Side side : {model::Side::C, model::Side::D}) {
        if (hasFeed(*judgement.design, side))
            figures.push_back(sideFigure(judgement, side));
    }
    figures.push_back(worstFigure(judgement));

    KeyFigure load = figure("load", tr("Hall load"), KeyFigure::Better::Lower);
    setSum(load, facts.provisioned, tr("without power"));
    load.formula = tr("Sum of the provisioned power of everything placed. In operation %1.")
                       .arg(figureText(facts.operation.known.value(), "W", inspectorDigits));
    if (!load.incomplete)
        load.note = tr("%1 in operation").arg(figureText(facts.operation.known.value(), "W"));
    figures.push_back(std::move(load));

    KeyFigure heat = figure("heat", tr("Heat liquid / air"), KeyFigure::Better::Neither);
    const double liquid = facts.heatToLiquid.known.value(), air = facts.heatToAir.known.value();
    set(heat, liquid + air, "W");
    heat.value = pairText(liquid, air);
    heat.formula = tr("Provisioned power, by the share that leaves with the coolant.");
    if (const int missing = std::max(facts.heatToLiquid.missing, facts.heatToAir.missing);
        missing > 0) {
        heat.incomplete = true;
        heat.note = tr("%1 without split").arg(countText(missing));
    } else if (liquid + air > 0) {
        heat.note = tr("%1 to liquid").arg(percentText(liquid / (liquid + air)));
    }
    figures.push_back(std::move(heat));

    auto [flow, rise] = coolantFigures(judgement);
    figures.push_back(std::move(flow));
    figures.push_back(std::move(rise));

    KeyFigure mass = figure("mass", tr("Floor mass"), KeyFigure::Better::Lower);
    setSum(mass, facts.mass, tr("without mass"));
    mass.formula = tr("Frames and devices, without coolant and cables.");
    if (!mass.incomplete)
        mass.note = countOf(facts.racks, tr("rack"), tr("racks"));
    mass.rank = 4;
    figures.push_back(std::move(mass));

    figures.push_back(floorFigure(judgement));
    figures.push_back(openFigure(judgement, rack));

    KeyFigure capex = figure("capex", tr("Capex"), KeyFigure::Better::Lower);
    capex.formula = tr("Sum of the planning prices of all that has to be bought, cables and transceivers too.");
    capex.rank = 1;
    if (!judgement.price) {
        capex.pending = true;
    } else {
        const model::Sum<model::Dollars>& price = *judgement.price;
        setSum(capex, price, tr("without price"));
        if (capex.incomplete)
            capex.formula += QLatin1Char('\n') + tr("%1 without a price: in no sum.").arg(countOf(price.missing, tr("piece"), tr("pieces")));
        else if (facts.accelerators > 0)
            capex.note = tr("%1 per GPU").arg(figureText(price.known.value() / facts.accelerators, "USD"));
    }
    figures.push_back(std::move(capex));

    figures.push_back(trainingFigure(judgement));
    figures.push_back(findingsFigure(judgement));
    return figures;
}

FigureChange change(const std::vector<KeyFigure>& before, const KeyFigure& after)
{
    if (const auto same = std::ranges::find(before, after.id, &KeyFigure::id); same != before.end())
        return change(*same, after);
    KeyFigure none = after;
    none.missing = 0;
    none.pending = false;
    if (none.number)
        none.number = 0;
    return change(none, after);
}

FigureChange change(const KeyFigure& before, const KeyFigure& after)
{
    FigureChange change;
    if (before.pending || after.pending) {
        change.text = QStringLiteral("…");
        return change;
    }
    if (!before.number || !after.number) {
        change.text = after.note;
        return change;
    }
    const double difference = *after.number - *before.number;
    const double scale = std::max(std::abs(*after.number), std::abs(*before.number));
    const bool moreUnknown = after.missing > before.missing;
    if (std::abs(difference) <= (after.estimated ? halfOfLastDigit(scale) : scale * 1e-9)) {
        change.text = moreUnknown ? after.note : QStringLiteral("±0");
        return change;
    }
    change.direction = difference > 0 ? 1 : -1;
    if (after.better != KeyFigure::Better::Neither)
        change.better = (difference > 0) == (after.better == KeyFigure::Better::Higher);
    if (moreUnknown && change.better == true)
        change.better.reset(); // What is unknown may outweigh it.
    if (after.unit == "%")
        change.text = signedText(difference, "") + nbsp + QStringLiteral("pt");
    else if (after.unit == "U" || after.unit.empty())
        change.text = signedText(difference, "")
            + (after.unit.empty() ? QString() : nbsp + QStringLiteral("U"));
    else
        change.text = signedText(difference, after.unit);
    return change;
}

FigureChange findingsChange(const FindingsMoved& moved)
{
    FigureChange change;
    QStringList both;
    if (moved.gained > 0)
        both << signedText(moved.gained, "");
    if (moved.lost > 0)
        both << signedText(-moved.lost, "");
    change.text = both.isEmpty() ? QStringLiteral("±0") : both.join(nbsp);
    const int net = moved.gained - moved.lost;
    change.direction = net > 0 ? 1 : net < 0 ? -1 : 0;
    if (!both.isEmpty())
        change.better = moved.gained == 0; // What is new weighs more than what is gone.
    return change;
}

} // namespace colonnade::ui
