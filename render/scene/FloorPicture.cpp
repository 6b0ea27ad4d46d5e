#include "render/scene/FloorPicture.h"

#include "render/scene/FloorStage.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QOpenGLFramebufferObject>
#include <QOpenGLFunctions>
#include <QQmlEngine>
#include <QQuickGraphicsDevice>
#include <QQuickItem>
#include <QQuickRenderControl>
#include <QQuickRenderTarget>
#include <QQuickWindow>
#include <QtQuick3D/QQuick3D>

#include <cassert>

namespace colonnade::render {
namespace {

constexpr int frames =
    3; ///< The first loads textures and shaders; what depends on them is there in the next ones.

/// Qt Quick drawing into a texture instead of a window.
class OffscreenScene {
public:
    model::Result<void> start(QSize size, double scale)
    {
        // Set for all windows of the process; the workbench has chosen the same already.
        QQuickWindow::setGraphicsApi(QSGRendererInterface::OpenGL);
        m_context.setFormat(QQuick3D::idealSurfaceFormat(0));
        if (!m_context.create())
            return model::fail("Drawing in 3D needs OpenGL, which this display does not have.");
        m_surface.setFormat(m_context.format());
        m_surface.create();
        if (!m_context.makeCurrent(&m_surface))
            return model::fail("Drawing in 3D needs OpenGL, which could not be started.");
        m_window = std::make_unique<QQuickWindow>(&m_control);
        m_window->setGraphicsDevice(QQuickGraphicsDevice::fromOpenGLContext(&m_context));
        if (!m_control.initialize())
            return model::fail("Drawing in 3D could not be started.");
        m_target = std::make_unique<QOpenGLFramebufferObject>(
            size, QOpenGLFramebufferObject::CombinedDepthStencil);
        QQuickRenderTarget target =
            QQuickRenderTarget::fromOpenGLTexture(m_target->texture(), size);
        target.setDevicePixelRatio(scale);
        m_window->setRenderTarget(target);
        const QSizeF logical = QSizeF{size} / scale;
        m_window->setGeometry(QRect{QPoint{}, logical.toSize()});
        m_window->contentItem()->setSize(logical);
        return {};
    }

    ~OffscreenScene()
    {
        if (m_context.isValid())
            m_context.makeCurrent(&m_surface);
        m_item.reset();
        m_control.invalidate();
        m_window.reset();
        m_target.reset();
        if (m_context.isValid())
            m_context.doneCurrent();
    }

    QQmlEngine& engine() { return m_engine; }

    void show(std::unique_ptr<QQuickItem> item)
    {
        m_item = std::move(item);
        m_item->setParentItem(m_window->contentItem());
        m_item->setSize(m_window->contentItem()->size());
    }

    QImage draw()
    {
        for (int frame = 0; frame < frames; ++frame) {
            QCoreApplication::sendPostedEvents();
            m_context.makeCurrent(&m_surface);
            m_control.polishItems();
            m_control.beginFrame();
            m_control.sync();
            m_control.render();
            m_control.endFrame();
            m_context.functions()->glFinish();
        }
        return m_target->toImage().convertToFormat(QImage::Format_RGB32);
    }

private:
    QOpenGLContext m_context;
    QOffscreenSurface m_surface;
    QQuickRenderControl m_control;
    QQmlEngine m_engine;
    std::unique_ptr<QQuickWindow> m_window;
    std::unique_ptr<QOpenGLFramebufferObject> m_target;
    std::unique_ptr<QQuickItem> m_item;
};

std::vector<QVector3D> focusOf(const FloorScene& scene, const std::optional<model::Subject>& focus)
{
    std::vector<QVector3D> out;
    for (const SceneTarget& target : focus ? scene.targets(*focus) : std::vector<SceneTarget>{}) {
        const auto corners = scene.boundsOf(target).corners();
        out.insert(out.end(), corners.begin(), corners.end());
    }
    return out.empty() ? scene.corners() : out;
}

} // namespace

model::Result<QImage> floorPicture(const model::Design& design, const Theme& theme, QSize size,
                                   const FloorView& view, double scale,
                                   std::span<const model::Finding> findings)
{
    assert(qGuiApp && !size.isEmpty());
    const QSizeF logical = QSizeF{size} / scale;
    auto scene =
        std::make_shared<const FloorScene>(FloorScene::of(design, ScenePalette::of(theme), nullptr, view.cables, view.cableOverlay));

    FloorStage stage; // Outlives what shows it.
    OffscreenScene offscreen;
    if (auto started = offscreen.start(size, scale); !started)
        return tl::unexpected{started.error()};
    stage.setDecorated(view.decorated || view.overlay != FloorOverlay::None);
    stage.setViewSize(logical);
    stage.setScene(scene);
    const PlaceStates* states = view.states.empty() ? nullptr : &view.states;
    stage.setOverlay(view.figures                           ? OverlayColours::ofFigures(*scene, *view.figures, states)
                         : view.overlay == FloorOverlay::Failure ? OverlayColours::ofFailure(*scene, states)
                                                                 : OverlayColours::of(view.overlay, *scene, findings));
    std::vector<SceneTarget> selected;
    for (const model::Subject& subject : view.selected) {
        const auto targets = scene->targets(subject);
        selected.insert(selected.end(), targets.begin(), targets.end());
    }
    stage.setSelected(std::move(selected));
    Camera camera;
    camera.perspective = view.direction == ViewDirection::Corner;
    stage.setCamera(camera.looking(view.direction).framing(focusOf(*scene, view.focus), logical));
    auto item = stage.createItem(offscreen.engine());
    if (!item)
        return tl::unexpected{item.error()};
    offscreen.show(std::move(*item));
    QImage picture = offscreen.draw();
    picture.setDevicePixelRatio(scale);
    return picture;
}

} // namespace colonnade::render
