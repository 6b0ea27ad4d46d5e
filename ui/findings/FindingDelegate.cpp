#include "ui/findings/FindingDelegate.h"

#include "render/theme/Glyphs.h"
#include "ui/findings/FindingModel.h"
#include "ui/style/Style.h"

#include <QPainter>

#include <algorithm>

namespace colonnade::ui {

QString fittedHeadline(const QString& headline, const QFontMetricsF& metrics, double room)
{
    constexpr double titleShare = 0.36, leastTitle = 84, leastMessage = 60;
    static const QString between = QStringLiteral(" · ");
    const qsizetype at = headline.indexOf(between);
    if (at < 0 || metrics.horizontalAdvance(headline) <= room)
        return metrics.elidedText(headline, Qt::ElideRight, room);
    const QString message = headline.mid(at);
    const double left = std::max({room - metrics.horizontalAdvance(message), room * titleShare, leastTitle});
    const QString title = metrics.elidedText(headline.left(at), Qt::ElideRight, left);
    const double rest = room - metrics.horizontalAdvance(title);
    if (rest < leastMessage)
        return metrics.elidedText(headline, Qt::ElideRight, room);
    return title + metrics.elidedText(message, Qt::ElideRight, rest);
}

QSize FindingDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(), space::row};
}

void FindingDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    const render::Theme& t = theme();
    const QRectF box = option.rect;
    const bool mended = index.data(FindingModel::MendedRole).toBool();
    const auto glyph = static_cast<render::Glyph>(index.data(FindingModel::GlyphRole).toInt());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state & QStyle::State_Selected)
        painter->fillRect(box, t.selected);
    else if (mended)
        painter->fillRect(box, render::mixed(t.ok, t.panel, 0.13));
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(box, t.hover);
    painter->fillRect(QRectF(box.left(), box.bottom() - 0.7, box.width(), 0.7), t.line);

    const int column = index.column();
    const QRectF text = box.adjusted(column == FindingModel::RuleColumn ? 2 : 6, 0, -6, -1);
    if (column == FindingModel::SeverityColumn) {
        const QRectF mark(box.left() + 10, box.center().y() - 6.5, 13, 13);
        render::paintGlyph(*painter, glyph, mark, t);
        painter->restore();
        return;
    }
    if (column == FindingModel::FixColumn && mended) {
        painter->setPen(QPen(t.ok, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const QPointF at(box.left() + 8, box.center().y() - 0.5);
        painter->drawPolyline(QPolygonF{at, at + QPointF(4, 4), at + QPointF(12, -5)});
        painter->restore();
        return;
    }
    const bool strong = column == FindingModel::RuleColumn || column == FindingModel::ValueColumn;
    painter->setFont(textFont(render::type::body,
                              column == FindingModel::FixColumn ? QFont::DemiBold
                                  : strong                      ? QFont::Medium
                                                                : QFont::Normal));
    const bool quiet = column == FindingModel::WhereColumn || column == FindingModel::LimitColumn
        || (column == FindingModel::FindingColumn && mended);
    painter->setPen(column == FindingModel::FixColumn ? t.accent : quiet ? t.text2 : t.text);
    const Qt::Alignment align(index.data(Qt::TextAlignmentRole).toInt());
    const QFontMetricsF metrics(painter->font());
    const QString all = index.data().toString();
    // Places end in the letter or number that tells them apart.
    const QString shown = column == FindingModel::FindingColumn
        ? fittedHeadline(all, metrics, text.width())
        : metrics.elidedText(all, column == FindingModel::WhereColumn ? Qt::ElideMiddle : Qt::ElideRight, text.width());
    painter->drawText(text, int(align) | int(Qt::TextSingleLine), shown);
    if (column == FindingModel::FindingColumn && mended) {
        painter->setPen(QPen(t.ok, 1.2));
        const double width = metrics.horizontalAdvance(shown);
        painter->drawLine(QPointF(text.left(), text.center().y() + 0.5),
                          QPointF(text.left() + width, text.center().y() + 0.5));
    }
    painter->restore();
}

} // namespace colonnade::ui
