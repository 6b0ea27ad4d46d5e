#include "ui/document/CableOverlayer.h"

#include "ui/document/FailureWhatIf.h"

#include <algorithm>

namespace colonnade::ui {

using render::CableDepth;

bool CableOverlayer::Task::isWithin(const Task& other) const
{
    if (!other.design || design->hall() != other.design->hall() || depth > other.depth)
        return false;
    return (depth < CableDepth::Losses || failure == other.failure) && (depth < CableDepth::Utilisation || traffic == other.traffic);
}

CableOverlayer::CableOverlayer(QObject* parent) : QObject(parent) {}

void CableOverlayer::take(DesignRef design, std::shared_ptr<const FailureState> failure)
{
    m_design = std::move(design);
    m_failure = std::move(failure);
    ask();
}

void CableOverlayer::want(const QObject* view, CableDepth depth)
{
    const auto [known, isNew] = m_wanted.try_emplace(view, CableDepth::Nothing);
    if (isNew)
        connect(view, &QObject::destroyed, this, [this, view] {
            m_wanted.erase(view);
            ask();
        });
    if (known->second == depth)
        return;
    known->second = depth;
    ask();
}

void CableOverlayer::setTraffic(const render::TrafficWish& traffic)
{
    if (traffic == m_traffic)
        return;
    m_traffic = traffic;
    emit trafficChanged();
    ask();
}

void CableOverlayer::ask()
{
    Task task{m_design, m_failure, CableDepth::Nothing, m_traffic};
    for (const auto& [view, depth] : m_wanted)
        task.depth = std::max(task.depth, depth);
    if (!m_design || task.depth == CableDepth::Nothing) {
        m_task.drop(); // Nobody wants it any more.
        m_asked = m_answered = {};
        m_cables.reset(); // The views have let go of it too.
        m_held.clear();
        return;
    }
    const bool failureIsOld = m_failure && m_failure->design != m_design;
    if (failureIsOld || task.isWithin(m_asked))
        return;
    m_asked = task;
    m_task.take([this, task = std::move(task)](const std::stop_token& stop) {
        render::CableQuestion question;
        question.depth = task.depth;
        question.traffic = task.traffic;
        if (task.failure) {
            question.failure = &task.failure->failure;
            question.failed = task.failure->sentence.section(QLatin1Char(':'), 0, 0);
        }
        render::HeldTraffic held;
        auto cables = std::make_shared<const render::HallCables>(render::hallCables(task.design->hall(), question, held, stop));
        return [this, cables = std::move(cables), held = std::move(held), task] {
            m_cables = cables;
            m_held = held;
            m_answered = task;
            emit changed();
        };
    });
}

} // namespace colonnade::ui
