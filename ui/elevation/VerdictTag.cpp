#include "ui/elevation/VerdictTag.h"

#include "ui/document/Words.h"
#include "ui/style/Style.h"

#include <QPainter>

#include <algorithm>

namespace colonnade::ui {
namespace {

constexpr double mostWidth = 300;
constexpr double inset = 12, bar = 4, mark = 18, gap = 8;
constexpr int distance = 14; // From the cursor.

bool weighs(const model::Finding& finding)
{
    return !finding.waived
        && (finding.severity == model::Severity::Error
            || finding.severity == model::Severity::Warning);
}

} // namespace

VerdictWords verdictOf(const DesignSession& session, const QString& fits, const QString& refusal,
                       const QString& hint)
{
    using render::Glyph;
    using render::Verdict;
    VerdictWords words;
    words.hint = hint;
    const auto& preview = session.currentPreview();
    if (!refusal.isEmpty() || (preview && preview->refusal)) {
        words.style = {Verdict::Refused, Glyph::Error};
        words.title = refusal.isEmpty() ? ui::words(preview->refusal->text) : refusal;
        return words;
    }
    words.title = fits;
    words.style = {Verdict::Fits, Glyph::Ok};
    if (!preview || !preview->after.evaluation) {
        words.lines << QStringLiteral("…");
        return words;
    }
    const auto& added = preview->delta.added;
    const auto first = std::ranges::find_if(added, weighs);
    if (first != added.end()) {
        words.style = {Verdict::FitsWithFindings, render::glyphOf(*first)};
        words.lines << ui::words(first->rule) + QStringLiteral("  ") + ui::words(first->message);
        if (const auto more = std::ranges::count_if(added, weighs) - 1; more > 0)
            words.lines << VerdictTag::tr("+ %1 more").arg(more);
    }
    QStringList cleared;
    for (const model::Finding& finding : preview->delta.removed) {
        if (weighs(finding) && !cleared.contains(ui::words(finding.rule)))
            cleared << ui::words(finding.rule);
    }
    if (!cleared.isEmpty()) {
        const auto shown = cleared.mid(0, 3).join(QStringLiteral(", "));
        words.lines
            << (cleared.size() > 3
                    ? VerdictTag::tr("Clears %1 and %2 more").arg(shown).arg(cleared.size() - 3)
                    : VerdictTag::tr("Clears %1").arg(shown));
    }
    if (first == added.end())
        words.lines << (cleared.isEmpty() ? VerdictTag::tr("Adds no finding")
                                          : VerdictTag::tr("Adds nothing"));
    const auto unknown = std::ranges::count_if(added, [](const model::Finding& finding) {
        return finding.severity == model::Severity::NotEvaluated;
    });
    if (unknown > 0)
        words.lines << VerdictTag::tr("%1 not evaluated for want of data").arg(unknown);
    return words;
}

VerdictTag::VerdictTag(QWidget* view) : QWidget(view)
{
    setObjectName(QStringLiteral("verdict-tag"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void VerdictTag::show(const VerdictWords& words, QPoint cursor, const std::vector<QRect>& targets)
{
    m_words = words;
    lay();
    // First choice: below and right of the cursor, as a tooltip; then the other corners, then
    // beside the targets.
    const QRect room = parentWidget()->rect().adjusted(4, 4, -4, -4);
    QRect box{QPoint{}, size()};
    QRect all;
    for (const QRect& target : targets)
        all |= target;
    std::vector<QPoint> corners{
        {cursor.x() + distance,
         std::max(cursor.y() + distance, all.isNull() ? 0 : all.bottom() + 6)},
        {cursor.x() + distance,
         std::min(cursor.y() - distance, all.isNull() ? cursor.y() : all.top() - 6) - height()},
        {cursor.x() - distance - width(),
         std::max(cursor.y() + distance, all.isNull() ? 0 : all.bottom() + 6)},
        {cursor.x() - distance - width(),
         std::min(cursor.y() - distance, all.isNull() ? cursor.y() : all.top() - 6) - height()},
        {room.left(), all.bottom() + 6},
        {room.left(), all.top() - 6 - height()},
        {room.right() - width(), all.center().y() - height() / 2},
        {room.left(), all.center().y() - height() / 2},
    };
    const auto covers = [&](const QRect& at) {
        return std::ranges::any_of(targets,
                                   [&](const QRect& target) { return target.intersects(at); });
    };
    std::optional<QRect> found;
    for (const QPoint corner : corners) {
        QRect at = box.translated(corner);
        at.moveLeft(
            std::clamp(at.left(), room.left(), std::max(room.left(), room.right() - width())));
        const bool inside = at.top() >= room.top() && at.bottom() <= room.bottom();
        if (inside && !covers(at)) {
            found = at;
            break;
        }
    }
    if (!found) {
        QRect at = box.translated(corners.front());
        at.moveLeft(
            std::clamp(at.left(), room.left(), std::max(room.left(), room.right() - width())));
        at.moveTop(
            std::clamp(at.top(), room.top(), std::max(room.top(), room.bottom() - height())));
        found = at;
    }
    move(found->topLeft());
    raise();
    QWidget::show();
    update();
}

void VerdictTag::lay()
{
    const QFontMetricsF title(textFont(render::type::strip, QFont::DemiBold));
    const QFontMetricsF body(textFont(render::type::body));
    const QFontMetricsF small(textFont(render::type::axis));
    const double left = bar + inset + mark + gap;
    const double most = mostWidth - left - inset;
    const auto boxOf = [&](const QFontMetricsF& metrics, const QString& text) {
        return metrics
            .boundingRect(QRectF{0, 0, most, 1000}, Qt::TextWordWrap | Qt::AlignLeft, text)
            .size();
    };
    double y = 9, width = 0;
    QSizeF size = boxOf(title, m_words.title);
    m_title = {QPointF{left, y}, size};
    y += std::max(size.height(), mark) + 3;
    width = size.width();
    m_lines.clear();
    for (const QString& line : m_words.lines) {
        size = boxOf(body, line);
        m_lines.push_back({QPointF{left, y}, size});
        y += size.height() + 2;
        width = std::max(width, size.width());
    }
    m_hint = {};
    if (!m_words.hint.isEmpty()) {
        y += 5;
        size = boxOf(small, m_words.hint);
        m_hint = {QPointF{left - mark / 2, y}, size};
        y += size.height();
        width = std::max(width, size.width() - mark / 2);
    }
    for (QRectF* box : {&m_title, &m_hint})
        box->setWidth(most);
    for (QRectF& box : m_lines)
        box.setWidth(most);
    resize(static_cast<int>(left + width + inset) + 2, static_cast<int>(y + 9));
}

void VerdictTag::paintEvent(QPaintEvent*)
{
    const render::Theme& t = theme();
    const QColor colour = m_words.style.colour(t);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75);
    painter.setPen({colour, 1.5});
    painter.setBrush(t.panel);
    painter.drawRoundedRect(box, 6, 6);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRoundedRect(QRectF{box.left(), box.top(), bar, box.height()}, 2, 2);
    const auto glyph = m_words.style.verdict == render::Verdict::Refused ? render::Glyph::Error
                                                                         : m_words.style.glyph;
    render::paintGlyph(painter, glyph, {bar + inset, m_title.top(), mark, mark}, t);

    painter.setPen(t.text);
    painter.setFont(textFont(render::type::strip, QFont::DemiBold));
    painter.drawText(m_title, Qt::TextWordWrap | Qt::AlignLeft, m_words.title);
    painter.setFont(textFont(render::type::body));
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        painter.setPen(i == 0 ? t.text : t.text2);
        painter.drawText(m_lines[i], Qt::TextWordWrap | Qt::AlignLeft,
                         m_words.lines[static_cast<qsizetype>(i)]);
    }
    if (m_hint.isNull())
        return;
    painter.fillRect(QRectF{bar + inset - 4, m_hint.top() - 5, width() - bar - 2 * inset + 8, 1},
                     t.line);
    painter.setFont(textFont(render::type::axis));
    painter.setPen(t.text2);
    painter.drawText(m_hint, Qt::TextWordWrap | Qt::AlignLeft, m_words.hint);
}

} // namespace colonnade::ui
