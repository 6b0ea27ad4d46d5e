#include "ui/findings/WaiverModel.h"

#include "model/rules/Waivers.h"
#include "render/theme/Glyphs.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"

#include <algorithm>

namespace colonnade::ui {

namespace {

using State = WaiverStanding::State;

State stateOf(model::WaiverOutcome::State state)
{
    switch (state) {
    case model::WaiverOutcome::State::Holds: return State::Holds;
    case model::WaiverOutcome::State::Expired: return State::Expired;
    case model::WaiverOutcome::State::Worse: return State::Worse;
    case model::WaiverOutcome::State::Orphan: return State::Orphan;
    case model::WaiverOutcome::State::Unknown: break;
    }
    return State::Unjudged;
}

/// What asks for something first.
int rank(State state)
{
    switch (state) {
    case State::Worse: return 0;
    case State::Expired: return 1;
    case State::Orphan: return 2;
    case State::Unjudged: return 3;
    case State::Holds: break;
    }
    return 4;
}

render::Glyph glyphOf(State state)
{
    switch (state) {
    case State::Worse:
    case State::Expired: return render::Glyph::Warning;
    case State::Orphan: return render::Glyph::Info;
    case State::Unjudged: return render::Glyph::NotEvaluated;
    case State::Holds: break;
    }
    return render::Glyph::Waived;
}

/// The first place of a key: "PWR-003/su-1/a04,su-1/a05#A".
model::Subject firstOf(const std::string& key)
{
    const auto begin = std::min(key.find('/'), key.size() - 1) + 1;
    const auto end = key.find_first_of(",#", begin);
    return model::Subject::parse(key.substr(begin, end == std::string::npos ? end : end - begin));
}

} // namespace

std::vector<WaiverStanding> waiverStandings(const Judgement& judgement, const QString& today)
{
    std::vector<WaiverStanding> all;
    if (!judgement.evaluation || !judgement.profile || judgement.design->waivers().empty())
        return all;
    std::vector<model::Finding> findings = judgement.evaluation->findings;
    for (const auto& outcome :
         model::applyWaivers(*judgement.design, *judgement.profile, utf8(today), findings)) {
        WaiverStanding standing;
        standing.waiver = outcome.waiver;
        standing.state = stateOf(outcome.state);
        standing.expires = words(outcome.expires);
        const auto finding = std::find_if(findings.begin(), findings.end(), [&](const model::Finding& each) {
            return each.key() == outcome.waiver.key;
        });
        if (finding != findings.end())
            standing.now = finding->utilisation();
        const model::Subject subject = finding != findings.end() && !finding->subjects.empty()
            ? finding->subjects.front()
            : firstOf(outcome.waiver.key);
        standing.place = placeOf(*judgement.design, subject);
        if (exists(*judgement.design, subject))
            standing.subject = subject;
        all.push_back(std::move(standing));
    }
    std::stable_sort(all.begin(), all.end(), [](const WaiverStanding& a, const WaiverStanding& b) {
        return rank(a.state) < rank(b.state);
    });
    return all;
}

QString word(State state)
{
    switch (state) {
    case State::Holds: return WaiverModel::tr("Holds");
    case State::Expired: return WaiverModel::tr("Expired");
    case State::Worse: return WaiverModel::tr("Worse, asks again");
    case State::Orphan: return WaiverModel::tr("Orphan");
    case State::Unjudged: break;
    }
    return WaiverModel::tr("Not judged");
}

WaiverModel::WaiverModel(QObject* parent) : QAbstractTableModel(parent)
{
}

void WaiverModel::show(std::vector<WaiverStanding> waivers)
{
    beginResetModel();
    m_rows = std::move(waivers);
    endResetModel();
}

int WaiverModel::count(State state) const
{
    return static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(),
                                          [&](const WaiverStanding& row) { return row.state == state; }));
}

int WaiverModel::rowOf(const std::string& key) const
{
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].waiver.key == key)
            return static_cast<int>(row);
    }
    return -1;
}

int WaiverModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int WaiverModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant WaiverModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const WaiverStanding& row = m_rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    if (role == GlyphRole)
        return static_cast<int>(glyphOf(row.state));
    if (role == Qt::TextAlignmentRole)
        return column == ThenColumn || column == NowColumn ? int(Qt::AlignRight | Qt::AlignVCenter)
                                                           : int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) {
        const QString tip = tr("%1 at %2: %3\n%4\nWaived by %5 on %6, until %7.")
                                .arg(words(row.waiver.key.substr(0, row.waiver.key.find('/'))), row.place,
                                     word(row.state), words(row.waiver.reason), words(row.waiver.author),
                                     words(row.waiver.date), row.expires);
        return tip.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>"));
    }
    if (role != Qt::DisplayRole)
        return {};
    const auto share = [](std::optional<double> value) { return value ? percentText(*value) : unknownText(); };
    switch (column) {
    case StateColumn: return word(row.state);
    case RuleColumn: return words(row.waiver.key.substr(0, row.waiver.key.find('/')));
    case WhereColumn: return row.place;
    case ReasonColumn: return words(row.waiver.reason);
    case AuthorColumn: return words(row.waiver.author);
    case GivenColumn: return words(row.waiver.date);
    case ExpiresColumn: return row.expires;
    case ThenColumn: return share(row.waiver.value);
    case NowColumn: return row.state == State::Unjudged ? unknownText() : share(row.now);
    default: return {};
    }
}

QVariant WaiverModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section == ThenColumn || section == NowColumn ? int(Qt::AlignRight | Qt::AlignVCenter)
                                                             : int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && (section == ThenColumn || section == NowColumn))
        return tr("Measured value over its limit");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StateColumn: return tr("State");
    case RuleColumn: return tr("Rule");
    case WhereColumn: return tr("Where");
    case ReasonColumn: return tr("Reason");
    case AuthorColumn: return tr("Author");
    case GivenColumn: return tr("Given");
    case ExpiresColumn: return tr("Expires");
    case ThenColumn: return tr("Waived at");
    case NowColumn: return tr("Now");
    default: return {};
    }
}

} // namespace colonnade::ui
