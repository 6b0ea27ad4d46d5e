#include "ui/fabric/FabricOverlayer.h"

#include "render/fabric/FabricLosses.h"
#include "ui/document/FailureWhatIf.h"

#include <algorithm>

namespace colonnade::ui {

FabricOverlayer::FabricOverlayer(QObject* parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

FabricOverlayer::~FabricOverlayer()
{
    m_waiting.reset();
    m_stop.request_stop();
    m_pool.waitForDone();
}

void FabricOverlayer::take(std::shared_ptr<const Gathered> gathered, std::shared_ptr<const FailureState> failure, const FabricColouring& colouring)
{
    Task task{std::move(gathered), std::move(failure), colouring};
    if (!m_running) {
        begin(std::move(task));
        return;
    }
    m_stop.request_stop();
    m_waiting = std::move(task);
}

std::shared_ptr<const FabricStates> FabricOverlayer::workedOut(const Task& task, const std::vector<Known>& before, std::vector<Known>& known,
                                                               const std::stop_token& stop)
{
    auto answer = std::make_shared<FabricStates>();
    answer->of = task.gathered;
    answer->failure = task.failure;
    answer->colouring = task.colouring;
    for (const auto& network : task.gathered->shown) {
        if (stop.stop_requested())
            break;
        model::FabricLoss loss;
        if (task.failure)
            loss = render::lossIn(*network, task.failure->failure, *task.failure->design->hall());
        render::FabricState state = render::stateWith(*network, loss);
        if (task.failure)
            state.name = task.failure->sentence.section(QLatin1Char(':'), 0, 0);
        if (task.colouring.show == render::FabricShow::Utilisation && network->plan) {
            const auto found = std::ranges::find_if(before, [&](const Known& one) {
                return one.plan == network->plan && one.loss == loss && one.wish == task.colouring.traffic;
            });
            auto traffic = found != before.end() ? found->traffic : render::sharedTraffic(network->plan, loss, task.colouring.traffic, stop);
            render::addTraffic(state, *network, *traffic);
            known.push_back({network->plan, std::move(loss), task.colouring.traffic, std::move(traffic)});
        }
        answer->states.emplace(network.get(), std::move(state));
    }
    return answer;
}

void FabricOverlayer::begin(Task task)
{
    m_running = true;
    m_stop = {};
    m_pool.start([this, task = std::move(task), before = m_known, stop = m_stop.get_token()] {
        std::vector<Known> known;
        auto answer = workedOut(task, before, known, stop);
        QMetaObject::invokeMethod(
            this,
            [this, answer, known = std::move(known)]() mutable {
                m_running = false;
                if (m_waiting) { // What was stopped is not whole.
                    begin(*std::exchange(m_waiting, std::nullopt));
                    return;
                }
                m_states = answer;
                m_known = std::move(known);
                emit changed();
            },
            Qt::QueuedConnection);
    });
}

} // namespace colonnade::ui
