#include "render/scene/Graphics.h"

#include <QQuickWindow>
#include <QSurfaceFormat>

namespace colonnade::render {

void prepareGraphics()
{
    QQuickWindow::setGraphicsApi(QSGRendererInterface::OpenGL);
    QSurfaceFormat format = QSurfaceFormat::defaultFormat();
    format.setVersion(3, 3);
    format.setProfile(QSurfaceFormat::CoreProfile);
    format.setDepthBufferSize(24);
    format.setStencilBufferSize(8);
    // The 3D view smooths its own edges; a smoothed window would pay for that twice.
    format.setSamples(0);
    QSurfaceFormat::setDefaultFormat(format);
}

} // namespace colonnade::render
