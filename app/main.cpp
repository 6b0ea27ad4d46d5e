#include "app/cli/Run.h"
#include "ui/document/TerminationWatch.h"
#include "ui/workbench/MainWindow.h"

#include "render/theme/Fonts.h"

#include <spdlog/spdlog.h>

#include <QApplication>
#include <QCommandLineParser>
#include <QSurfaceFormat>
#include <QTimer>

#include <clocale>

namespace {

void passOn(QtMsgType type, const QMessageLogContext&, const QString& text)
{
    const std::string line = text.toStdString();
    switch (type) {
    case QtDebugMsg: spdlog::debug("{}", line); break;
    case QtInfoMsg: spdlog::info("{}", line); break;
    case QtWarningMsg: spdlog::warn("{}", line); break;
    case QtCriticalMsg:
    case QtFatalMsg: spdlog::error("{}", line); break;
    }
}

int runWindow(int argc, char** argv)
{
    // Before the application: the floor is drawn with the same kind of surface as the rest.
    QSurfaceFormat format = QSurfaceFormat::defaultFormat();
    format.setDepthBufferSize(24);
    format.setStencilBufferSize(8);
    format.setSamples(4);
    format.setVersion(3, 3);
    format.setProfile(QSurfaceFormat::CoreProfile);
    QSurfaceFormat::setDefaultFormat(format);
    QCoreApplication::setAttribute(Qt::AA_ShareOpenGLContexts);
    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(
        Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);

    QApplication application(argc, argv);
    // Qt has taken the person's locale; numbers in files and on the screen are written without it.
    std::setlocale(LC_NUMERIC, "C");
    QCoreApplication::setApplicationName(QStringLiteral("colonnade"));
    QCoreApplication::setApplicationVersion(QStringLiteral(COLONNADE_VERSION));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Colonnade"));
    QGuiApplication::setDesktopFileName(QStringLiteral("colonnade"));
    qInstallMessageHandler(passOn);
    colonnade::render::loadFonts();

    colonnade::ui::MainWindow window;
    colonnade::ui::TerminationWatch watch;
    QObject::connect(&watch, &colonnade::ui::TerminationWatch::terminated, &window, [&window] {
        window.session().close(false);
        QCoreApplication::exit(0);
    });
    window.show();
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    if (!arguments.isEmpty())
        QTimer::singleShot(0, &window, [&window, path = arguments.first()] { window.openPath(path); });
    const int code = QApplication::exec();
    qInstallMessageHandler(nullptr);
    return code;
}

} // namespace

int main(int argc, char** argv)
{
    if (colonnade::cli::isForCommandLine(argc, argv))
        return colonnade::cli::run(argc, argv);
    return runWindow(argc, argv);
}
