#include "ui/findings/FindingModel.h"

#include "render/theme/Glyphs.h"
#include "ui/document/RulesInForce.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/findings/FindingText.h"

#include <algorithm>

namespace colonnade::ui {

namespace {

QString number(std::optional<double> value, const std::string& unit)
{
    return value ? findingNumber(*value, unit, stripDigits) : unknownText();
}

/// What it is about first, as a row may have room for no more.
QString headline(const QString& title, const model::Finding& finding)
{
    QString more = words(finding.message);
    if (finding.severity == model::Severity::NotEvaluated && !finding.missing.empty()) {
        QStringList missing;
        for (const auto& each : finding.missing)
            missing << words(each);
        more = FindingModel::tr("missing %1").arg(missing.join(QStringLiteral(", ")));
    }
    return title + QStringLiteral(" · ") + more;
}

bool before(const FindingModel::Row& a, const FindingModel::Row& b)
{
    if (a.finding.waived != b.finding.waived)
        return b.finding.waived;
    if (a.finding.severity != b.finding.severity)
        return a.finding.severity < b.finding.severity;
    return a.finding.rule < b.finding.rule;
}

} // namespace

FindingModel::FindingModel(QObject* parent) : QAbstractTableModel(parent)
{
}

void FindingModel::show(const model::Design& design, const model::Profile& profile,
                        std::vector<model::Finding> findings, const std::vector<model::Finding>& mended)
{
    std::vector<Row> rows;
    rows.reserve(findings.size() + mended.size());
    const auto made = [&](const model::Finding& finding, bool isMended) {
        Row row{finding, {}, ruleTitle(profile, finding.rule), isMended};
        if (!finding.subjects.empty())
            row.place = placeOf(design, finding.subjects.front());
        return row;
    };
    for (const auto& finding : findings)
        rows.push_back(made(finding, false));
    std::stable_sort(rows.begin(), rows.end(), before);
    // What is mended stays below the row that it stood below, so that the list does not jump.
    for (const auto& finding : mended) {
        const auto old = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& row) { return row.finding.key() == finding.key(); });
        auto at = old == m_rows.end() ? rows.end() : rows.begin();
        for (auto above = old; old != m_rows.end() && above != m_rows.begin() && at == rows.begin();) {
            --above;
            const auto same = std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.finding.key() == above->finding.key(); });
            if (same != rows.end())
                at = same + 1;
        }
        rows.insert(at, made(finding, true));
    }
    const bool sameRows = rows.size() == m_rows.size()
        && std::equal(rows.begin(), rows.end(), m_rows.begin(), [](const Row& a, const Row& b) {
               return a.finding.key() == b.finding.key();
           });
    if (sameRows) {
        m_rows = std::move(rows);
        if (!m_rows.empty())
            emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int FindingModel::rowOf(const QString& key) const
{
    const std::string wanted = utf8(key);
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].finding.key() == wanted)
            return static_cast<int>(row);
    }
    return -1;
}

int FindingModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int FindingModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FindingModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const model::Finding& finding = row.finding;
    switch (role) {
    case KeyRole: return words(finding.key());
    case GlyphRole: return static_cast<int>(render::glyphOf(finding));
    case MendedRole: return row.mended;
    case FixCountRole: return row.mended ? 0 : static_cast<int>(finding.fixes.size());
    case SortRole:
        if (index.column() == SeverityColumn)
            return static_cast<int>(finding.severity) + (finding.waived ? 10 : 0);
        if (index.column() == ValueColumn)
            return finding.utilisation().value_or(-1);
        if (index.column() == LimitColumn)
            return finding.limit.value_or(-1);
        return data(index, Qt::DisplayRole);
    case Qt::TextAlignmentRole:
        if (index.column() == ValueColumn || index.column() == LimitColumn)
            return int(Qt::AlignRight | Qt::AlignVCenter);
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::ToolTipRole: {
        QString tip = words(finding.rule) + QStringLiteral(": ") + words(finding.message);
        if (!finding.derivation.empty())
            tip += QLatin1Char('\n') + words(finding.derivation);
        for (const auto& missing : finding.missing)
            tip += QLatin1Char('\n') + tr("Missing: %1").arg(words(missing));
        if (finding.waived)
            tip += QLatin1Char('\n') + tr("Waived: %1").arg(words(finding.waiver));
        return tip.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>"));
    }
    case Qt::DisplayRole: break;
    default: return {};
    }
    switch (index.column()) {
    case SeverityColumn:
        return row.mended ? tr("mended") : finding.waived ? tr("waived") : words(word(finding.severity));
    case RuleColumn: return words(finding.rule);
    case FindingColumn: return headline(row.title, finding);
    case WhereColumn: return row.place;
    case ValueColumn: return number(finding.measured, finding.unit);
    case LimitColumn: return number(finding.limit, finding.unit);
    case FixColumn:
        return row.mended || finding.fixes.empty() ? QString()
            : finding.fixes.size() == 1            ? tr("Fix")
                                                   : tr("Fix…");
    default: return {};
    }
}

QVariant FindingModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section == ValueColumn || section == LimitColumn
            ? int(Qt::AlignRight | Qt::AlignVCenter)
            : int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case RuleColumn: return tr("Rule");
    case FindingColumn: return tr("Finding");
    case WhereColumn: return tr("Where");
    case ValueColumn: return tr("Value");
    case LimitColumn: return tr("Limit");
    case FixColumn: return tr("Fix");
    default: return {};
    }
}

} // namespace colonnade::ui
