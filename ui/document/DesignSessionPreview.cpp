#include "ui/document/DesignSessionPrivate.h"

#include "ui/document/Words.h"

#include <QDate>
#include <QPointer>

namespace colonnade::ui {

void DesignSession::preview(const QString& title, const Edit& edit)
{
    auto next = edit(*design());
    Preview preview;
    preview.title = title;
    if (!next) {
        d->previewJudge.forget();
        preview.refusal = next.error();
    } else {
        // The same wish again, as while a drag rests: keep the answer that is there.
        if (d->preview && !d->preview->refusal && d->preview->after.design
            && d->preview->after.profile == d->profile() && *d->preview->after.design == *next) {
            if (d->preview->title != title) {
                d->preview->title = title;
                emit previewChanged();
            }
            return;
        }
        preview.after.design = std::make_shared<const model::Design>(std::move(*next));
        preview.after.profile = d->profile();
        d->previewJudge.judge(preview.after.design, d->profile(), d->workload);
    }
    d->preview = std::move(preview);
    emit previewChanged();
}

void DesignSession::previewProfile(const QString& title, const model::Profile& profile)
{
    Preview preview;
    preview.title = title;
    preview.after.design = design();
    preview.after.profile = std::make_shared<const model::Profile>(profile);
    d->previewJudge.judge(preview.after.design, preview.after.profile, d->workload);
    d->preview = std::move(preview);
    emit previewChanged();
}

void DesignSession::judgeAside(const Edit& edit, QObject* asker, std::function<void(const Effect&)> then) const
{
    if (!judgementIsCurrent() || !d->judgement.evaluation)
        return;
    const std::string today = utf8(QDate::currentDate().toString(Qt::ISODate));
    d->aside.start([this, edit, now = d->judgement, engine = d->engine, today,
                    asker = QPointer<QObject>(asker), then = std::move(then)] {
        auto next = edit(*now.design);
        auto effect = std::make_shared<Effect>(
            next ? Effect(model::compare(*now.evaluation, engine->evaluate(*next, *now.profile, today)))
                 : Effect(tl::unexpected(next.error())));
        QMetaObject::invokeMethod(
            const_cast<DesignSession*>(this),
            [this, effect, asker, then, design = now.design, profile = now.profile] {
                if (asker && design == this->design() && profile == d->profile())
                    then(*effect);
            },
            Qt::QueuedConnection);
    });
}

void DesignSession::endPreview()
{
    if (!d->preview)
        return;
    d->previewJudge.forget();
    d->preview.reset();
    emit previewChanged();
}

const std::optional<Preview>& DesignSession::currentPreview() const
{
    return d->preview;
}

FailureWhatIf& DesignSession::failures() const
{
    return d->failures;
}

const std::shared_ptr<const FailureState>& DesignSession::failureState() const
{
    return d->failures.state();
}

void DesignSession::Private::takePreview(const Judgement& answer)
{
    if (!preview || preview->refusal || preview->after.design != answer.design
        || preview->after.profile != answer.profile)
        return;
    if (answer.evaluation && (!judgement.evaluation || judgement.design != q->design())) {
        early = answer; // Against findings that are not there yet, it would add nothing.
        return;
    }
    preview->after = answer;
    if (answer.evaluation)
        preview->delta = model::compare(*judgement.evaluation, *answer.evaluation);
    emit q->previewChanged();
}

} // namespace colonnade::ui
