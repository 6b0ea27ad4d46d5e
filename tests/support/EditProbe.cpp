// A program that edits a design in a session, as the window does, until it is killed: one rename each 10 ms, from the
// design of its argument. Each line that it prints is the number of an edit that is current and the time of it in
// nanoseconds of the steady clock, which all processes of a machine share. With a second argument it saves after each
// so many edits, and prints "saved N" when the session says that edit N is in the file.
#include "ui/document/DesignSession.h"

#include <QCoreApplication>
#include <QTimer>

#include <fmt/format.h>

#include <time.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

using namespace colonnade;

namespace {

long long now()
{
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1'000'000'000LL + time.tv_nsec;
}

void tell(std::string_view what, int number)
{
    const std::string line = fmt::format("{}{} {}\n", what, number, now());
    // One write, at once: what a killed program has printed must have been printed.
    if (::write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size()))
        std::exit(4);
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    if (argc < 2)
        return 2;
    const int saveEach = argc > 2 ? std::atoi(argv[2]) : 0;
    ui::DesignSession session;
    if (!session.open(QString::fromLocal8Bit(argv[1])))
        return 3;
    int edits = 0;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &session, [&] {
        ++edits;
        if (!session.apply(QStringLiteral("Rename"), [&](const model::Design& design) -> model::Result<model::Design> {
                return design.named("edit " + std::to_string(edits));
            }))
            std::exit(5);
        tell("", edits);
        if (saveEach > 0 && edits % saveEach == 0 && session.save())
            tell("saved ", edits);
    });
    timer.start(10);
    return QCoreApplication::exec();
}
