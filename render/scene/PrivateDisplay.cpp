#include "render/scene/PrivateDisplay.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <string>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace colonnade::render {
namespace {

constexpr int startTimeout = 10000; ///< Milliseconds; Xvfb takes some tens of them.

/// The X server of this process; ends with it.
class DisplayServer {
public:
    DisplayServer() = default;
    DisplayServer(const DisplayServer&) = delete;
    DisplayServer& operator=(const DisplayServer&) = delete;
    ~DisplayServer() { stop(); }

    /// The display's name, ":99".
    model::Result<std::string> start()
    {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) != 0)
            return model::fail("Cannot start a display of its own: {}.", std::strerror(errno));
        const pid_t parent = getpid();
        m_child = fork();
        if (m_child < 0) {
            close(ends[0]);
            close(ends[1]);
            return model::fail("Cannot start a display of its own: {}.", std::strerror(errno));
        }
        if (m_child == 0)
            become(ends[1], parent);
        close(ends[1]);
        auto name = readName(ends[0]);
        close(ends[0]);
        if (!name)
            stop();
        return name;
    }

private:
    /// In the child: only what is safe between fork and exec.
    [[noreturn]] static void become(int answer, pid_t parent)
    {
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        if (getppid() != parent)
            _exit(1);
        setpgid(0,
                0); // An interrupt of the terminal is for the program, which then ends its server.
        constexpr int displayDescriptor = 3;
        if (answer == displayDescriptor) {
            fcntl(answer, F_SETFD, 0);
        } else {
            dup2(answer, displayDescriptor);
        }
        const int nothing = open("/dev/null", O_RDWR);
        dup2(nothing, STDIN_FILENO);
        dup2(nothing, STDOUT_FILENO);
        dup2(nothing, STDERR_FILENO);
        execlp("Xvfb", "Xvfb", "-displayfd", "3", "-screen", "0", "1600x1200x24", "-nolisten",
               "tcp", static_cast<char*>(nullptr));
        _exit(notInstalled);
    }

    /// Xvfb writes the number of its display once it listens.
    model::Result<std::string> readName(int answer)
    {
        std::string number;
        for (;;) {
            pollfd waiting{answer, POLLIN, 0};
            const int ready = poll(&waiting, 1, startTimeout);
            if (ready < 0 && errno == EINTR)
                continue;
            if (ready == 0)
                return model::fail("Drawing in 3D needs a display; Xvfb did not start within {} s.",
                                   startTimeout / 1000);
            std::array<char, 16> text{};
            const ssize_t count = read(answer, text.data(), text.size());
            if (count <= 0)
                break;
            number.append(text.data(), static_cast<std::size_t>(count));
            if (const auto end = number.find('\n'); end != std::string::npos)
                return ":" + number.substr(0, end);
        }
        int status = 0;
        const bool absent = waitpid(m_child, &status, 0) == m_child && WIFEXITED(status)
            && WEXITSTATUS(status) == notInstalled;
        m_child = -1;
        if (absent)
            return model::fail("Drawing in 3D needs a display, and 'Xvfb' is not installed "
                               "(Debian package xvfb).");
        return model::fail("Drawing in 3D needs a display, and Xvfb could not start.");
    }

    void stop()
    {
        if (m_child <= 0)
            return;
        kill(m_child, SIGTERM);
        int status = 0;
        while (waitpid(m_child, &status, 0) < 0 && errno == EINTR) {}
        m_child = -1;
    }

    static constexpr int notInstalled = 127;
    pid_t m_child = -1;
};

bool isSet(const char* variable)
{
    const char* value = std::getenv(variable);
    return value && *value;
}

} // namespace

model::Result<void> ensureDisplay()
{
    if (isSet("DISPLAY") || isSet("WAYLAND_DISPLAY"))
        return {};
    static DisplayServer server;
    auto name = server.start();
    if (!name)
        return tl::unexpected{name.error()};
    setenv("DISPLAY", name->c_str(), 1);
    setenv("QT_QPA_PLATFORM", "xcb", 1);
    return {};
}

} // namespace colonnade::render
