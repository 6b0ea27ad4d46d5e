#pragma once

#include <signal.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

/// Runs `run`, which answers a number below 100, in a process of its own that dies by SIGKILL
/// behind it; answers that number.
template <class Run> int runAndDie(Run run)
{
    int answer[2];
    if (::pipe(answer) != 0)
        std::abort();
    const pid_t child = ::fork();
    if (child == 0) {
        const auto number = static_cast<char>(run());
        if (::write(answer[1], &number, 1) != 1)
            ::_exit(1);
        ::kill(::getpid(), SIGKILL);
    }
    ::close(answer[1]);
    char number = 100;
    if (::read(answer[0], &number, 1) != 1)
        number = 101;
    ::close(answer[0]);
    ::waitpid(child, nullptr, 0);
    return number;
}

/// A process that runs `run` and then stays until it is told to go, or killed.
class ForkedProcess {
public:
    template <class Run> explicit ForkedProcess(Run run)
    {
        int answer[2];
        int order[2];
        if (::pipe(answer) != 0 || ::pipe(order) != 0)
            std::abort();
        m_child = ::fork();
        if (m_child == 0) {
            ::close(order[1]);
            const auto stay = [&](int number) {
                const auto byte = static_cast<char>(number);
                char nothing = 0;
                if (::write(answer[1], &byte, 1) != 1 || ::read(order[0], &nothing, 1) < 0)
                    ::_exit(1);
            };
            run(stay);
            ::_exit(0);
        }
        ::close(answer[1]);
        ::close(order[0]);
        m_answer = answer[0];
        m_order = order[1];
    }
    ForkedProcess(const ForkedProcess&) = delete;
    ForkedProcess& operator=(const ForkedProcess&) = delete;
    ~ForkedProcess()
    {
        kill();
        ::close(m_answer);
    }

    /// The number that `run` has handed to `stay`; waits for it.
    int answer()
    {
        if (m_number < 0) {
            char byte = 101;
            m_number = ::read(m_answer, &byte, 1) == 1 ? byte : 101;
        }
        return m_number;
    }
    /// Lets it end as it likes.
    void finish()
    {
        // A byte, not the end of the pipe: processes started later hold that end too.
        const ssize_t told = m_order >= 0 ? ::write(m_order, "", 1) : 0;
        if (told >= 0 && m_order >= 0)
            ::close(m_order);
        m_order = -1;
        if (m_child > 0)
            ::waitpid(m_child, nullptr, 0);
        m_child = -1;
    }
    void kill()
    {
        if (m_child > 0) {
            ::kill(m_child, SIGKILL);
            ::waitpid(m_child, nullptr, 0);
        }
        m_child = -1;
        if (m_order >= 0)
            ::close(m_order);
        m_order = -1;
    }
    [[nodiscard]] pid_t pid() const { return m_child; }

private:
    pid_t m_child = -1;
    int m_answer = -1;
    int m_order = -1;
    int m_number = -1;
};
