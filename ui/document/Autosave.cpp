#include "ui/document/Autosave.h"

#include "model/exchange/DesignWriter.h"
#include "ui/document/Words.h"

#include <QCoreApplication>

#include <mutex>
#include <optional>

namespace colonnade::ui {

namespace {

constexpr int quietTime = 200;   // ms after the last edit
constexpr int latestTime = 400;  // ms after the first edit that is not kept; with the writing below one second, on a busy machine too
constexpr int againTime = 5000;  // ms after a failure

} // namespace

struct Autosave::Kept {
    std::mutex mutex;
    std::optional<model::RecoveryFolder> folder;
    model::RecoveryDocument document;
    std::string version;
    bool closed = false;

    model::Result<void> store(const model::Design& design, int edits)
    {
        const std::string text = model::designText(design);
        const std::lock_guard lock(mutex);
        if (closed)
            return {};
        if (!folder) {
            auto made = model::RecoveryFolder::create(model::stateFolder(), document, version);
            if (!made)
                return tl::unexpected(made.error());
            folder.emplace(std::move(*made));
        }
        return folder->store(text, static_cast<std::uint64_t>(edits));
    }
};

Autosave::Autosave(QObject* parent) : QObject(parent), m_kept(std::make_shared<Kept>())
{
    m_pool.setMaxThreadCount(1);
    for (QTimer* timer : {&m_quiet, &m_latest, &m_again}) {
        timer->setSingleShot(true);
        connect(timer, &QTimer::timeout, this, &Autosave::write);
    }
    m_kept->version = utf8(QCoreApplication::applicationVersion());
}

Autosave::~Autosave()
{
    m_pool.waitForDone();
}

void Autosave::begin(const model::RecoveryDocument& document)
{
    close();
    m_kept = std::make_shared<Kept>();
    m_kept->version = utf8(QCoreApplication::applicationVersion());
    m_kept->document = document;
}

void Autosave::resume(const model::RecoveryCandidate& candidate)
{
    begin(candidate.document);
    auto folder = model::RecoveryFolder::resume(candidate, m_kept->version);
    if (folder)
        m_kept->folder.emplace(std::move(*folder));
    else
        emit failed(words(folder.error().text));
}

void Autosave::keep(DesignRef design, int edits)
{
    m_waiting = std::move(design);
    m_edits = edits;
    m_quiet.start(quietTime);
    if (!m_latest.isActive())
        m_latest.start(latestTime);
}

void Autosave::flush()
{
    write();
    m_pool.waitForDone();
}

void Autosave::saved(const model::RecoveryDocument& document)
{
    m_waiting.reset();
    m_quiet.stop();
    m_latest.stop();
    m_again.stop();
    m_pool.start([this, kept = m_kept, document] {
        const std::lock_guard lock(kept->mutex);
        kept->document = document;
        if (!kept->folder)
            return;
        if (const auto done = kept->folder->documentSaved(document); !done)
            QMetaObject::invokeMethod(
                this, [this, why = words(done.error().text)] { emit failed(why); },
                Qt::QueuedConnection);
    });
}

void Autosave::close()
{
    m_waiting.reset();
    m_quiet.stop();
    m_latest.stop();
    m_again.stop();
    m_pool.waitForDone();
    const std::lock_guard lock(m_kept->mutex);
    m_kept->closed = true;
    if (m_kept->folder)
        m_kept->folder->remove();
    m_kept->folder.reset();
}

void Autosave::write()
{
    m_quiet.stop();
    m_latest.stop();
    m_again.stop();
    if (!m_waiting)
        return;
    m_pool.start([this, kept = m_kept, design = std::move(m_waiting), edits = m_edits] {
        const auto stored = kept->store(*design, edits);
        if (stored)
            return;
        QMetaObject::invokeMethod(
            this,
            [this, kept, design, edits, why = words(stored.error().text)] {
                if (kept != m_kept)
                    return;
                emit failed(why);
                if (!m_waiting) {
                    m_waiting = design;
                    m_edits = edits;
                    m_again.start(againTime);
                }
            },
            Qt::QueuedConnection);
    });
    m_waiting.reset();
}

} // namespace colonnade::ui
