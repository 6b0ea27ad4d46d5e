#include "app/cli/GuiApplication.h"

#include "render/scene/Graphics.h"
#include "render/scene/PrivateDisplay.h"
#include "render/theme/Fonts.h"

#include <QApplication>
#include <QHashFunctions>
#include <QLocale>
#include <QLoggingCategory>

#include <clocale>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace colonnade::cli {

namespace {

bool connects(std::string_view name, bool abstract)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::size_t offset = abstract ? 1 : 0;
    if (name.size() + offset + 1 > sizeof address.sun_path)
        return false;
    std::memcpy(static_cast<char*>(address.sun_path) + offset, name.data(), name.size());
    const int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return false;
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + offset + name.size() + (abstract ? 0 : 1));
    const bool good = connect(descriptor, reinterpret_cast<const sockaddr*>(&address), length) == 0;
    close(descriptor);
    return good;
}

model::Result<void> prepareDisplay(GuiApplication::Needs needs)
{
    if (needs == GuiApplication::Needs::Paint) {
        setenv("QT_QPA_PLATFORM", "offscreen", 1);
        return model::fail("This command does not draw in 3D");
    }
    // Pictures are drawn on X, also under Wayland, so that they are the same everywhere.
    unsetenv("WAYLAND_DISPLAY");
    if (const char* display = std::getenv("DISPLAY"); display && !displayAnswers(display))
        unsetenv("DISPLAY");
    auto ready = render::ensureDisplay();
    setenv("QT_QPA_PLATFORM", ready ? "xcb" : "offscreen", 1);
    return ready;
}

} // namespace

bool displayAnswers(std::string_view display)
{
    if (!display.starts_with(':'))
        return !display.empty();
    const std::string_view number = display.substr(1, display.find('.') == std::string_view::npos ? std::string_view::npos
                                                                                                  : display.find('.') - 1);
    const std::string path = "/tmp/.X11-unix/X" + std::string(number);
    return connects(path, false) || connects(path, true);
}

GuiApplication::GuiApplication(Needs needs) : m_floor3d{prepareDisplay(needs)}, m_argv{m_name.data(), nullptr}
{
    // Qt's remarks on the machine ("XDG_RUNTIME_DIR not set") are no answer to the user; errors still show.
    QLoggingCategory::setFilterRules(
        QStringLiteral("qt.*=false\ndefault.debug=false\ndefault.info=false\ndefault.warning=false"));
    // Glyphs of the 3D labels are packed in the order of a hash: the same picture needs the same order.
    QHashSeed::setDeterministicGlobalSeed();
    if (m_floor3d)
        render::prepareGraphics();
    m_application = std::make_unique<QApplication>(m_argc, static_cast<char**>(m_argv));
    // Qt takes over the locale of the environment; no output may depend on it.
    std::setlocale(LC_ALL, "C.UTF-8");
    QLocale::setDefault(QLocale::c());
    render::loadFonts();
}

GuiApplication::~GuiApplication() = default;

} // namespace colonnade::cli
