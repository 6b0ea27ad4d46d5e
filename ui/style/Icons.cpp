#include "ui/style/Icons.h"

#include "ui/style/Style.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

// Resources of a static library are not registered by themselves; this must stand outside of any namespace.
static void registerIcons()
{
    Q_INIT_RESOURCE(icons);
}

namespace colonnade::ui {

namespace {

class LineIcon final : public QIconEngine {
public:
    LineIcon(QString name, bool accent) : m_name(std::move(name)), m_accent(accent) { }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        QFile file(QStringLiteral(":/icons/%1.svg").arg(m_name));
        if (!file.open(QIODevice::ReadOnly))
            return;
        QByteArray svg = file.readAll();
        svg.replace("currentColor", colour(mode, state).name().toLatin1());
        QSvgRenderer(svg).render(painter, rect);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1);
    }
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state,
                         qreal scale) override
    {
        const QString key = QStringLiteral("line-icon/%1/%2/%3x%4/%5")
                                .arg(m_name, colour(mode, state).name())
                                .arg(size.width())
                                .arg(size.height())
                                .arg(scale);
        QPixmap picture;
        if (QPixmapCache::find(key, &picture))
            return picture;
        picture = QPixmap(size);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        painter.end();
        QPixmapCache::insert(key, picture);
        return picture;
    }
    QIconEngine* clone() const override { return new LineIcon(m_name, m_accent); }

private:
    QColor colour(QIcon::Mode mode, QIcon::State state) const
    {
        const render::Theme& now = theme();
        if (mode == QIcon::Disabled)
            return render::mixed(now.text2, now.panel, 0.5);
        return m_accent || state == QIcon::On ? now.accent : now.text2;
    }

    QString m_name;
    bool m_accent;
};

} // namespace

QIcon icon(const QString& name)
{
    registerIcons();
    return QIcon(new LineIcon(name, false));
}

QIcon accentIcon(const QString& name)
{
    registerIcons();
    return QIcon(new LineIcon(name, true));
}

} // namespace colonnade::ui
