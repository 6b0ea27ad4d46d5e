#include "ui/document/Judge.h"

#include "ui/document/Estimating.h"
#include "ui/document/Words.h"

#include <QDate>
#include <QElapsedTimer>

namespace colonnade::ui {

Judge::Judge(std::shared_ptr<const model::RuleEngine> engine, QObject* parent) :
    QObject(parent),
    m_engine(std::move(engine)),
    m_memory(std::make_unique<EstimateMemory>())
{
    m_pool.setMaxThreadCount(1);
}

Judge::~Judge()
{
    forget();
    m_pool.waitForDone();
}

void Judge::judge(DesignRef design, std::shared_ptr<const model::Profile> profile,
                  std::optional<model::WorkloadId> workload)
{
    Wish wish{++m_newest, std::move(design), std::move(profile), std::move(workload)};
    if (m_running)
        m_waiting = std::move(wish);
    else
        begin(std::move(wish));
}

void Judge::forget()
{
    m_waiting.reset();
    ++m_newest;
}

void Judge::begin(Wish wish)
{
    m_running = true;
    const std::string today = utf8(QDate::currentDate().toString(Qt::ISODate));
    m_pool.start([this, wish = std::move(wish), today, engine = m_engine] {
        Judgement judgement;
        judgement.design = wish.design;
        judgement.profile = wish.profile;
        QElapsedTimer clock;
        clock.start();
        judgement.evaluation = std::make_shared<const model::Evaluation>(
            engine->evaluate(*wish.design, *wish.profile, today));
        judgement.rulesMilliseconds = static_cast<double>(clock.nsecsElapsed()) / 1e6;
        judgement.power = std::make_shared<const model::DesignPower>(
            model::designPower(*wish.design, wish.profile->power));
        judgement.cooling = std::make_shared<const model::DesignCooling>(
            model::designCooling(*wish.design, wish.profile->cooling));
        const auto tell = [this, number = wish.number](void (Judge::*signal)(const Judgement&),
                                                       const Judgement& answer) {
            QMetaObject::invokeMethod(
                this,
                [this, number, signal, answer] {
                    if (number == m_newest)
                        emit(this->*signal)(answer);
                },
                Qt::QueuedConnection);
        };
        tell(&Judge::rulesJudged, judgement);
        clock.restart();
        estimate(judgement, wish.workload, *m_memory);
        judgement.estimated = true;
        judgement.estimateMilliseconds = static_cast<double>(clock.nsecsElapsed()) / 1e6;
        tell(&Judge::judged, judgement);
        QMetaObject::invokeMethod(
            this, [this, number = wish.number] { finish(number); }, Qt::QueuedConnection);
    });
}

void Judge::finish(quint64)
{
    m_running = false;
    if (!m_waiting)
        return;
    Wish next = std::move(*m_waiting);
    m_waiting.reset();
    begin(std::move(next));
}

} // namespace colonnade::ui
