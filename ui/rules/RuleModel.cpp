#include "ui/rules/RuleModel.h"

#include "ui/document/Words.h"
#include "ui/style/Style.h"

#include <QPainter>

#include <algorithm>

namespace colonnade::ui {

namespace {

constexpr int noGlyph = -1;
constexpr double idRoom = 62; ///< "PWR-013" in the middle weight.

} // namespace

RuleModel::RuleModel(QObject* parent) : QAbstractListModel(parent)
{
}

void RuleModel::show(std::vector<RuleStanding> rules)
{
    const bool sameRows = rules.size() == m_rows.size()
        && std::equal(rules.begin(), rules.end(), m_rows.begin(),
                      [](const RuleStanding& a, const RuleStanding& b) { return a.info == b.info; });
    if (sameRows) {
        m_rows = std::move(rules);
        if (!m_rows.empty())
            emit dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rules);
    endResetModel();
}

int RuleModel::rowOf(const QString& id) const
{
    const std::string wanted = utf8(id);
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].info->id == wanted)
            return static_cast<int>(row);
    }
    return -1;
}

int RuleModel::count(RuleStanding::State state) const
{
    return static_cast<int>(
        std::count_if(m_rows.begin(), m_rows.end(), [&](const RuleStanding& row) { return row.state == state; }));
}

render::Glyph RuleModel::worst(RuleStanding::State state) const
{
    // Without a rule, what the state stands for.
    render::Glyph worst = state == RuleStanding::State::NotEvaluated ? render::Glyph::NotEvaluated : render::Glyph::Ok;
    for (const RuleStanding& row : m_rows) {
        if (row.state == state && row.glyph)
            worst = render::worse(worst, *row.glyph);
    }
    return worst;
}

int RuleModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant RuleModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RuleStanding& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return words(row.info->id) + QLatin1Char(' ') + words(row.info->title);
    case Qt::ToolTipRole: {
        QString tip = words(row.info->id) + QStringLiteral(": ") + words(row.info->title) + QLatin1Char('\n')
            + standingWords(row);
        if (row.changed)
            tip += QLatin1Char('\n') + tr("Set otherwise than in the profile");
        return tip.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>"));
    }
    case IdRole: return words(row.info->id);
    case TitleRole: return words(row.info->title);
    case DomainRole: return static_cast<int>(row.info->domain);
    case StateRole: return static_cast<int>(row.state);
    case GlyphRole: return row.glyph ? static_cast<int>(*row.glyph) : noGlyph;
    case CountRole: return row.found + row.waived + row.notEvaluated;
    case ChangedRole: return row.changed;
    default: return {};
    }
}

QSize RuleDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {120, space::row};
}

void RuleDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    using State = RuleStanding::State;
    const render::Theme& t = theme();
    const QRectF box = option.rect;
    const auto state = static_cast<State>(index.data(RuleModel::StateRole).toInt());
    const bool quiet = state == State::Off || state == State::NoPlace;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state & QStyle::State_Selected)
        painter->fillRect(box, t.selected);
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(box, t.hover);
    const int glyph = index.data(RuleModel::GlyphRole).toInt();
    const QRectF mark(box.left() + 10, box.center().y() - 6.5, 13, 13);
    if (glyph != noGlyph) {
        render::paintGlyph(*painter, static_cast<render::Glyph>(glyph), mark, t);
    } else if (state == State::Off) {
        // A ring struck through: neither a pass nor a fault.
        painter->setPen(QPen(t.text2, 1.3));
        painter->setBrush(Qt::NoBrush);
        painter->drawEllipse(mark.center(), 4.6, 4.6);
        painter->drawLine(mark.center() + QPointF(-3.2, 3.2), mark.center() + QPointF(3.2, -3.2));
    }
    const int count = index.data(RuleModel::CountRole).toInt();
    const QString behind = state == State::Off ? RuleModel::tr("off") : count > 0 ? countText(count) : QString();
    painter->setFont(textFont(render::type::head, QFont::Medium));
    const double behindWidth = behind.isEmpty() ? 0 : QFontMetricsF(painter->font()).horizontalAdvance(behind) + 8;
    painter->setPen(t.text2);
    painter->drawText(box.adjusted(0, 0, -8, 0), int(Qt::AlignRight) | int(Qt::AlignVCenter), behind);
    painter->setFont(textFont(render::type::body, QFont::Medium));
    painter->setPen(quiet ? t.text2 : t.text);
    painter->drawText(box.adjusted(30, 0, 0, 0), Qt::AlignVCenter, index.data(RuleModel::IdRole).toString());
    if (index.data(RuleModel::ChangedRole).toBool()) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(t.accent);
        painter->drawEllipse(QPointF(box.left() + 30 + idRoom - 7, box.center().y()), 2.5, 2.5);
    }
    painter->setFont(textFont(render::type::body));
    painter->setPen(quiet ? t.text2 : t.text);
    const QRectF title = box.adjusted(30 + idRoom, 0, -8 - behindWidth, 0);
    painter->drawText(title, Qt::AlignVCenter,
                      QFontMetricsF(painter->font())
                          .elidedText(index.data(RuleModel::TitleRole).toString(), Qt::ElideRight, title.width()));
    painter->restore();
}

} // namespace colonnade::ui
