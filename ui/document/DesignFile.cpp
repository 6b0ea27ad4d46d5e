#include "ui/document/DesignFile.h"

#include "model/exchange/DesignReader.h"
#include "model/exchange/DesignWriter.h"
#include "model/exchange/DocumentLock.h"
#include "ui/document/Words.h"

#include <QFileInfo>

namespace colonnade::ui {

namespace {

constexpr std::size_t largestDesign = std::size_t{64} * 1024 * 1024; // bytes
/// Up to this size what was written is read back and compared before it touches the disk.
constexpr std::size_t comparedBack = std::size_t{1024} * 1024;

} // namespace

struct DesignFile::Private {
    model::RecoveryDocument document;
    std::optional<model::DocumentLock> lock;
    QString lockMessage;

    void takeLock(bool anyway)
    {
        auto attempt = anyway ? model::DocumentLock::takeAnyway(document.path)
                              : model::DocumentLock::take(document.path);
        lock = std::move(attempt.lock);
        lockMessage = lock ? QString() : words(attempt.message);
    }
};

DesignFile::DesignFile() : d(std::make_unique<Private>())
{
}

DesignFile::~DesignFile() = default;
DesignFile::DesignFile(DesignFile&&) noexcept = default;
DesignFile& DesignFile::operator=(DesignFile&&) noexcept = default;

model::Result<DesignFile::Opened> DesignFile::open(const QString& path)
{
    const QFileInfo info(path);
    const std::string absolute = utf8(info.absoluteFilePath());
    const std::string name = utf8(info.fileName());
    auto content = model::readFile(absolute, largestDesign);
    if (!content)
        return tl::unexpected(content.error());
    auto design = model::readDesign(content->bytes, name);
    if (!design)
        return tl::unexpected(design.error());
    DesignFile file;
    file.d->document = {absolute, content->stamp};
    file.d->takeLock(false);
    if (file.d->lock)
        model::removeStaleParts(absolute);
    return Opened{std::move(*design), std::move(file)};
}

DesignFile DesignFile::known(const model::RecoveryDocument& document)
{
    DesignFile file;
    file.d->document = document;
    if (!document.path.empty())
        file.d->takeLock(false);
    return file;
}

QString DesignFile::path() const
{
    return words(d->document.path);
}

const model::RecoveryDocument& DesignFile::document() const
{
    return d->document;
}

bool DesignFile::isReadOnly() const
{
    return !d->document.path.empty() && !d->lock;
}

QString DesignFile::lockMessage() const
{
    return d->lockMessage;
}

void DesignFile::editAnyway()
{
    if (!d->document.path.empty())
        d->takeLock(true);
}

model::SaveReport DesignFile::write(const model::Design& design, const QString& target,
                                    Overwrite overwrite)
{
    const QFileInfo info(target);
    const std::string path = utf8(info.absoluteFilePath());
    const std::string text = model::designText(design);
    if (text.size() <= comparedBack) {
        const auto back = model::readDesign(text, utf8(info.fileName()));
        if (!back || !(*back == design)) {
            model::SaveReport report;
            report.message = back ? fmt::format("'{}' was not saved: what would be written reads "
                                                "back as another design.",
                                                utf8(info.fileName()))
                                  : back.error().in("Not saved; what would be written is damaged").text;
            return report;
        }
    }
    const bool elsewhere = path != d->document.path;
    std::optional<DesignFile> other;
    if (elsewhere) {
        other = known({path, {}});
        if (other->isReadOnly()) {
            model::SaveReport report;
            report.saved = model::Saved::ReadOnly;
            report.message = utf8(other->lockMessage());
            return report;
        }
    }
    model::SaveOptions options;
    const bool stamped = d->document.stamp.size >= 0;
    if (!elsewhere && overwrite == Overwrite::No && stamped)
        options.known = &d->document.stamp;
    options.splitHardLinks = overwrite == Overwrite::Linked;
    model::SaveReport report = model::saveFile(path, text, options);
    if (!report.isInPlace())
        return report;
    if (other)
        *this = std::move(*other);
    d->document = {path, report.stamp};
    return report;
}

void DesignFile::release()
{
    d->lock.reset();
}

} // namespace colonnade::ui
