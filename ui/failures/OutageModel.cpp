#include "ui/failures/OutageModel.h"

#include "model/units/Text.h"
#include "render/theme/Glyphs.h"
#include "ui/document/Words.h"
#include "ui/style/Style.h"

#include <cmath>

namespace colonnade::ui {

namespace {

using render::Glyph;

/// A list for reading; the rest is counted in the last row.
constexpr std::size_t mostRows = 500;

QString gpus(double lost)
{
    return FailureWhatIf::tr("%1 GPUs").arg(countText(static_cast<qint64>(std::ceil(lost - 1e-6))));
}

QString placeName(const model::PodPlacement* pod, const model::Placement& placement, const model::Device* device)
{
    const auto spoken = [](const std::string& label, const std::string& id) { return words(model::labelOr(label, id)); };
    QString name = spoken(placement.label, placement.id.text());
    if (device)
        name = FailureWhatIf::tr("%1 of %2").arg(spoken(device->label, device->id.text()), name);
    return pod ? name + QStringLiteral(", ") + spoken(pod->label, pod->id.text()) : name;
}

} // namespace

OutageModel::Row OutageModel::goodputRow(const model::JobGoodput& job)
{
    const QString what = job.workload ? tr("Goodput of %1").arg(words(job.workload->name)) : tr("Goodput");
    if (!job.now)
        return {what, words(job.why), unknownText(), {}, static_cast<int>(Glyph::NotEvaluated)};
    const bool less = job.normally && job.now->goodput < job.normally->goodput * (1 - 1e-9);
    return {what, words(job.why),
            tr("%1, normally %2").arg(percentText(job.now->goodput), percentText(job.normally->goodput)), {},
            static_cast<int>(job.now->nodes == 0 ? Glyph::Error : less ? Glyph::Info : Glyph::Ok)};
}

void OutageModel::show(const FailureState* state)
{
    beginResetModel();
    m_rows.clear();
    if (state) {
        const model::Hall& hall = *state->design->hall();
        const model::Failure& failure = state->failure;
        std::vector<Row> over, dark, loops, more;
        std::size_t untold = 0;
        const auto look = [&](const model::PodPlacement* pod, const model::ArrangementFailure* one) {
            if (!one)
                return;
            const model::Arrangement& arrangement = pod ? pod->pod->arrangement() : hall.arrangement;
            for (const model::LoadedNode& node : one->loaded) {
                auto& rows = node.overloaded() ? over : more;
                if (rows.size() >= mostRows) {
                    ++untold;
                    continue;
                }
                const QString load = tr("%1 of %2").arg(figureText(node.load.value(), "W", inspectorDigits),
                                                        node.limit ? figureText(node.limit->value(), "W", inspectorDigits) : unknownText());
                const QString phase = node.phase ? tr(" on L%1").arg(*node.phase + 1) : QString();
                rows.push_back({words(model::nameOf(node, hall, pod)),
                                node.overloaded()
                                    ? tr("over by %1%2").arg(figureText((node.share - 1) * node.limit->value(), "W", stripDigits), phase)
                                    : tr("carries more, holds"),
                                (node.limit ? percentText(node.share) : unknownText()) + QStringLiteral("  ") + load,
                                words(model::pathOf(node, hall, pod)),
                                static_cast<int>(node.overloaded() ? Glyph::Warning : Glyph::Ok)});
            }
            for (const model::DarkPlace& place : one->dark) {
                if (dark.size() >= mostRows) {
                    ++untold;
                    continue;
                }
                const model::Placement& placement = arrangement.placements[place.placement];
                const model::Device* device = place.device ? &(*placement.rack())->devices()[*place.device] : nullptr;
                std::string path = (pod ? pod->id.text() + '/' : std::string{}) + placement.id.text();
                if (device)
                    path += '/' + device->id.text();
                dark.push_back({placeName(pod, placement, device), words(model::sentence(place.reason)), gpus(place.accelerators),
                                words(path), static_cast<int>(Glyph::Error)});
            }
            for (const model::LoopOutage& loop : one->loops) {
                QString told = loop.holds ? tr("%1 of %2 CDUs lost, holds").arg(loop.cdusLost).arg(loop.cdus)
                                          : tr("%1 of %2 CDUs lost, does not hold").arg(loop.cdusLost).arg(loop.cdus);
                if (loop.pumpsLost > 0)
                    told += tr("; %n pump(s) lost", nullptr, loop.pumpsLost);
                if (loop.supply && loop.back)
                    told += tr("; %1 in, %2 out").arg(figureText(loop.supply->value(), "°C", inspectorDigits),
                                                     figureText(loop.back->value(), "°C", inspectorDigits));
                if (loop.rideThrough)
                    told += tr("; rides through %1").arg(figureText(loop.rideThrough->value(), "s", inspectorDigits));
                loops.push_back({tr("Loop %1").arg(words(loop.loop->name)), told,
                                 tr("%1 of %2").arg(figureText(loop.heat.value(), "W", inspectorDigits),
                                                    figureText(loop.capacity.value(), "W", inspectorDigits)),
                                 {}, static_cast<int>(loop.holds ? Glyph::Ok : Glyph::Error)});
            }
        };
        look(nullptr, failure.hall.get());
        for (std::size_t i = 0; i < failure.pods.size(); ++i)
            look(&hall.pods[i], failure.pods[i].get());
        const auto append = [this](std::vector<Row>& rows) {
            m_rows.insert(m_rows.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
        };
        append(over);
        append(dark);
        append(loops);
        m_rows.push_back({tr("Largest job"), tr("whole scale-up domains that one network joins"),
                          tr("%1 of %2 GPUs").arg(countText(failure.largestJob), countText(failure.largestJobNormally)), {},
                          static_cast<int>(failure.largestJob < failure.largestJobNormally ? Glyph::Info : Glyph::Ok)});
        for (const model::WorkloadFit& fit : failure.workloads) {
            using Fit = model::WorkloadFit::Fit;
            m_rows.push_back({words(fit.workload->name), words(fit.why), fit.fit == Fit::Fits ? percentText(fit.share) : unknownText(), {},
                              static_cast<int>(fit.fit == Fit::Fits         ? Glyph::Ok
                                                   : fit.fit == Fit::TooFew ? Glyph::Error
                                                                            : Glyph::NotEvaluated)});
        }
        for (const model::JobGoodput& job : failure.goodput)
            m_rows.push_back(goodputRow(job));
        for (const std::string& what : failure.unknown)
            m_rows.push_back({tr("Not known"), words(what), unknownText(), {}, static_cast<int>(Glyph::NotEvaluated)});
        append(more);
        if (untold > 0)
            m_rows.push_back({tr("And %1 more").arg(countText(static_cast<qint64>(untold))), tr("'colonnade fail' lists them all"), {}, {},
                              static_cast<int>(Glyph::Info)});
    }
    endResetModel();
}

int OutageModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int OutageModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant OutageModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case PathRole: return row.path;
    case Qt::DecorationRole:
        return index.column() == WhatColumn ? QVariant(render::glyphIcon(static_cast<Glyph>(row.glyph), theme(), 12)) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == FigureColumn ? int(Qt::AlignRight | Qt::AlignVCenter) : int(Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::ToolTipRole: return (row.what + QStringLiteral(": ") + row.how + QStringLiteral("  ") + row.figure).toHtmlEscaped();
    case Qt::DisplayRole:
        return index.column() == WhatColumn ? row.what : index.column() == HowColumn ? row.how : row.figure;
    default: return {};
    }
}

QVariant OutageModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section == FigureColumn ? int(Qt::AlignRight | Qt::AlignVCenter) : int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case WhatColumn: return tr("In this state");
    case HowColumn: return tr("What becomes of it");
    case FigureColumn: return tr("Figure");
    default: return {};
    }
}

} // namespace colonnade::ui
