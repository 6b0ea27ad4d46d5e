#include "app/cli/Run.h"
#include "ui/document/TerminationWatch.h"
#include "ui/workbench/MainWindow.h"

#include "render/scene/Graphics.h"
#include "render/theme/Fonts.h"

#include <spdlog/spdlog.h>

#include <QApplication>
#include <QTimer>

#include <clocale>
#include <cstdio>

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
    colonnade::render::prepareGraphics();
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
    QStringList arguments = QCoreApplication::arguments().mid(1);
    // For measuring the start, and to see whether a package that was built starts at all.
    if (arguments.removeAll(QStringLiteral("--quit-when-ready")) > 0) {
        QObject::connect(&window, &colonnade::ui::MainWindow::ready, &window, [&window] {
            std::puts("ready");
            std::fflush(stdout);
            window.session().close(true);
            QCoreApplication::exit(0);
        });
    }
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
    if (const auto display = colonnade::cli::windowDisplay(); !display) {
        std::fprintf(stderr, "colonnade: %s\n", display.error().text.c_str());
        return 2;
    }
    return runWindow(argc, argv);
}
