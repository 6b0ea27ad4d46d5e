#include "ui/document/FailureWhatIf.h"

#include "model/catalog/PowerUse.h"
#include "model/design/Instance.h"
#include "ui/document/Words.h"

#include <algorithm>
#include <cmath>

namespace colonnade::ui {

namespace {

using model::PlaceState;

QString gpus(double lost)
{
    const auto count = static_cast<qint64>(std::ceil(lost - 1e-6));
    return FailureWhatIf::tr("%1 %2 dark").arg(countText(count), count == 1 ? FailureWhatIf::tr("GPU") : FailureWhatIf::tr("GPUs"));
}

/// What to tell of the loads: what is overloaded, or else the node of the power chain that is nearest to its limit.
model::Failure::Worst toldOf(const model::Failure& failure)
{
    model::Failure::Worst worst = failure.worst();
    if (!worst.node || worst.node->feed || worst.node->overloaded())
        return worst;
    const auto look = [&](const model::PodPlacement* pod, const model::ArrangementFailure* one) {
        for (std::size_t i = 0; one && i < one->loaded.size(); ++i) {
            const model::LoadedNode& node = one->loaded[i];
            if (node.feed && (!worst.node->feed || node.share > worst.node->share))
                worst = {pod, &node};
        }
    };
    look(nullptr, failure.hall.get());
    for (std::size_t i = 0; i < failure.pods.size(); ++i)
        look(failure.power.pods[i].placement, failure.pods[i].get());
    return worst;
}

QString sentenceOf(const model::Failure& failure, const model::Hall& hall)
{
    const auto& parts = failure.set.parts;
    QString text = parts.size() == 1
        ? FailureWhatIf::tr("%1 lost").arg(words(parts.front().name))
        : FailureWhatIf::tr("%1 and %2 more lost").arg(words(parts.front().name)).arg(parts.size() - 1);
    text += QStringLiteral(": ") + gpus(failure.lost.total());
    if (const auto worst = toldOf(failure); worst.node)
        text += FailureWhatIf::tr(", %1 at %2").arg(words(model::nameOf(*worst.node, hall, worst.pod)), percentText(worst.node->share));
    if (failure.bandwidthShare < 1 - 1e-9)
        text += FailureWhatIf::tr(", %1 of the scale-out bandwidth left").arg(percentText(failure.bandwidthShare));
    return text;
}

} // namespace

std::map<model::DeviceId, PlaceState> FailureState::devicesOf(const std::string& rack) const
{
    std::map<model::DeviceId, PlaceState> states;
    const auto place = model::placeAt(*design, rack);
    if (!place || !place->placement || !place->placement->rack())
        return states;
    const model::Hall& hall = *design->hall();
    const auto pod = place->pod ? std::optional{static_cast<std::size_t>(place->pod - hall.pods.data())} : std::nullopt;
    const model::ArrangementFailure* one = failure.of(pod);
    if (!one)
        return states;
    const auto devices = (*place->placement->rack())->devices();
    const model::Arrangement& arrangement = place->instance.arrangement(hall);
    const auto here = static_cast<std::size_t>(place->placement - arrangement.placements.data());
    const auto worsen = [&](const model::Device& device, PlaceState to) {
        auto& state = states.emplace(device.id, PlaceState::Normal).first->second;
        state = std::max(state, to);
    };
    for (const model::DarkPlace& dark : one->dark) {
        if (dark.placement != here || dark.reason == model::DarkReason::PartOfSide)
            continue;
        const PlaceState to = dark.reason == model::DarkReason::Failed ? PlaceState::Failed : PlaceState::Dark;
        if (dark.device) {
            worsen(devices[*dark.device], to);
            continue;
        }
        for (const model::Device& device : devices) {
            const bool hit = to == PlaceState::Failed ? device.part->kind != model::PartKind::Blanking
                                                      : model::drawsPower(*device.part);
            if (hit)
                worsen(device, to);
        }
    }
    for (const model::FailedPart& part : failure.set.parts) {
        if (part.pod == place->pod && part.placement == place->placement && part.device)
            worsen(*part.device, part.kind == model::FailedPart::Kind::Supply ? PlaceState::Degraded : PlaceState::Failed);
    }
    for (const model::LoadedNode& node : one->loaded) {
        if (node.placement == here && node.device && node.overloaded())
            worsen(*node.device, PlaceState::Overloaded);
    }
    return states;
}

FailureWhatIf::FailureWhatIf(QObject* parent) : QObject(parent) {}

bool FailureWhatIf::has(const std::string& path) const
{
    return std::find(m_paths.begin(), m_paths.end(), path) != m_paths.end();
}

void FailureWhatIf::take(DesignRef design, const model::FailureBasis& basis)
{
    m_design = std::move(design);
    m_basis = basis;
    const auto gone = std::erase_if(m_paths, [&](const std::string& path) { return !model::failedPart(*m_design, path); });
    if (m_paths.empty())
        m_state.reset();
    if (gone > 0)
        emit changed();
    ask();
}

model::Result<void> FailureWhatIf::set(const std::vector<std::string>& paths)
{
    const auto set = model::failureSet(*m_design, paths);
    if (!set)
        return tl::unexpected<model::Error>{set.error()};
    std::vector<std::string> known;
    for (const model::FailedPart& part : set->parts)
        known.push_back(part.path);
    if (known == m_paths)
        return {};
    m_paths = std::move(known);
    if (m_paths.empty())
        m_state.reset();
    emit changed();
    ask();
    return {};
}

model::Result<void> FailureWhatIf::toggle(const std::vector<std::string>& paths)
{
    const auto set = model::failureSet(*m_design, paths);
    if (!set)
        return tl::unexpected<model::Error>{set.error()};
    std::vector<std::string> next = m_paths;
    bool added = false;
    for (const model::FailedPart& part : set->parts) {
        if (has(part.path))
            continue;
        next.push_back(part.path);
        added = true;
    }
    if (!added) {
        std::erase_if(next, [&](const std::string& path) {
            return std::any_of(set->parts.begin(), set->parts.end(), [&](const model::FailedPart& part) { return part.path == path; });
        });
    }
    return this->set(next);
}

void FailureWhatIf::clear()
{
    if (m_paths.empty())
        return;
    m_paths.clear();
    m_state.reset();
    emit changed();
    ask();
}

void FailureWhatIf::wantSingles(bool wanted)
{
    if (m_singlesWanted == wanted)
        return;
    m_singlesWanted = wanted;
    if (wanted && !singlesAreCurrent())
        ask();
}

void FailureWhatIf::step(int direction)
{
    if (!m_singles || m_singles->empty())
        return;
    const auto count = static_cast<std::ptrdiff_t>(m_singles->size());
    std::ptrdiff_t next = direction > 0 ? 0 : count - 1;
    for (std::ptrdiff_t i = 0; m_paths.size() == 1 && i < count; ++i) {
        if ((*m_singles)[static_cast<std::size_t>(i)].path == m_paths.front())
            next = (i + direction + count) % count;
    }
    (void)set({(*m_singles)[static_cast<std::size_t>(next)].path});
}

void FailureWhatIf::ask()
{
    if (!m_design || (m_paths.empty() && !m_singlesWanted)) {
        m_task.drop();
        return;
    }
    const bool singles = m_singlesWanted && !singlesAreCurrent();
    m_task.take([this, design = m_design, basis = m_basis, paths = m_paths, singles,
                 known = m_ready](const std::stop_token& stop) -> NewestTask::Landing {
        const bool fits = known && &known->design() == design.get() && known->basis() == basis;
        const auto ready = fits ? known : std::make_shared<const model::Failures>(design, basis);
        if (!paths.empty()) {
            if (auto failure = ready->of(paths)) {
                auto state = std::make_shared<FailureState>();
                state->design = design;
                state->ready = ready;
                state->places = render::placeStatesIn(*failure, *design->hall());
                state->sentence = sentenceOf(*failure, *design->hall());
                state->failure = std::move(*failure);
                m_task.tell([this, state, ready] {
                    m_ready = ready;
                    m_state = state;
                    emit changed();
                }, stop);
            }
        }
        if (!singles)
            return {};
        auto all = std::make_shared<const std::vector<model::SingleFailure>>(model::singleFailures(*ready));
        return [this, all, design, ready] {
            m_ready = ready;
            m_singles = all;
            m_singlesOf = design;
            emit singlesChanged();
        };
    });
}

} // namespace colonnade::ui
