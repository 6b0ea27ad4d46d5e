/// Saves standard input as the file named by its argument, as a document is saved: only if the file is still the one
/// that was there at the start. For tests that make its file calls fail.
///
/// Exit codes: 0 saved · 3 saved, not confirmed by the disk · 1 not saved. The message goes to standard error.
#include "model/exchange/SaveFile.h"

#include <unistd.h>

#include <array>
#include <cstdio>

using namespace colonnade::model;

int main(int count, char** arguments)
{
    if (count != 2)
        return 2;
    std::string content;
    std::array<char, 65536> piece;
    for (ssize_t size = 0; (size = ::read(STDIN_FILENO, piece.data(), piece.size())) > 0;)
        content.append(piece.data(), static_cast<std::size_t>(size));

    SaveOptions options;
    const auto before = readFile(arguments[1], 64u << 20);
    if (before)
        options.known = &before->stamp;
    const SaveReport report = saveFile(arguments[1], content, options);
    std::fputs(report.message.c_str(), stderr);
    if (report.saved == Saved::Yes)
        return 0;
    return report.saved == Saved::NotDurable ? 3 : 1;
}
