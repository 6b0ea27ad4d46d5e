#include "ui/fabric/FabricOverlayer.h"

#include "render/fabric/FabricLosses.h"
#include "ui/document/FailureWhatIf.h"

#include <algorithm>

namespace colonnade::ui {

FabricOverlayer::FabricOverlayer(QObject* parent) : QObject(parent) {}

void FabricOverlayer::take(std::shared_ptr<const Gathered> gathered, std::shared_ptr<const FailureState> failure, const FabricColouring& colouring)
{
    m_task.take([this, task = Task{std::move(gathered), std::move(failure), colouring}, before = m_known](const std::stop_token& stop) {
        std::vector<Known> known;
        auto answer = workedOut(task, before, known, stop);
        return [this, answer = std::move(answer), known = std::move(known)] {
            m_states = answer;
            m_known = known;
            emit changed();
        };
    });
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

} // namespace colonnade::ui
