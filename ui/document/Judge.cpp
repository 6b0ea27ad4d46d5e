#include "ui/document/Judge.h"

#include "model/economics/BillOfMaterials.h"
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
}

Judge::~Judge() = default;

void Judge::judge(DesignRef design, std::shared_ptr<const model::Profile> profile,
                  std::optional<model::WorkloadId> workload)
{
    m_task.take([this, design = std::move(design), profile = std::move(profile), workload = std::move(workload),
                 today = utf8(QDate::currentDate().toString(Qt::ISODate))](const std::stop_token& stop) -> NewestTask::Landing {
        Judgement judgement;
        judgement.design = design;
        judgement.profile = profile;
        QElapsedTimer clock;
        clock.start();
        judgement.evaluation = std::make_shared<const model::Evaluation>(m_engine->evaluate(*design, *profile, today));
        judgement.rulesMilliseconds = static_cast<double>(clock.nsecsElapsed()) / 1e6;
        judgement.power = std::make_shared<const model::DesignPower>(model::designPower(*design, profile->power));
        judgement.cooling = std::make_shared<const model::DesignCooling>(model::designCooling(*design, profile->cooling));
        judgement.price = model::billOf(*design).price();
        m_task.tell([this, judgement] { emit rulesJudged(judgement); }, stop);
        clock.restart();
        estimate(judgement, workload, *m_memory);
        judgement.estimated = true;
        judgement.estimateMilliseconds = static_cast<double>(clock.nsecsElapsed()) / 1e6;
        return [this, judgement] { emit judged(judgement); };
    });
}

void Judge::forget()
{
    m_task.drop();
}

} // namespace colonnade::ui
