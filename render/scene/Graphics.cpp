#include "render/scene/Graphics.h"

#include <QQuickWindow>
#include <QSurfaceFormat>
#include <QtQuick3D/QQuick3D>

namespace colonnade::render {

void prepareGraphics()
{
    QQuickWindow::setGraphicsApi(QSGRendererInterface::OpenGL);
    // The 3D view smooths its own edges; a smoothed window would pay for that twice.
    QSurfaceFormat format = QQuick3D::idealSurfaceFormat(0);
    format.setSamples(0);
    QSurfaceFormat::setDefaultFormat(format);
}

} // namespace colonnade::render
