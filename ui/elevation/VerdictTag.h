#pragma once

#include "render/elevation/Ghost.h"
#include "ui/document/DesignSession.h"

#include <QStringList>
#include <QWidget>

namespace colonnade::ui {

/// What a drop would come to, in words.
struct VerdictWords {
    render::GhostStyle style;
    QString title; ///< "U41–U42, free front and rear", or why it is refused.
    QStringList lines; ///< New and cleared findings; "…" while they are being worked out.
    QString hint; ///< Keys that change the gesture.
};

/// Of a what-if that the session is trying out. `fits` is the title where nothing forbids it,
/// `refusal` the one where an invariant does; empty: the preview's own.
[[nodiscard]] VerdictWords verdictOf(const DesignSession& session, const QString& fits,
                                     const QString& refusal, const QString& hint);

/// The tag beside the cursor while something is dragged: mark, verdict, consequences, keys.
class VerdictTag final : public QWidget {
    Q_OBJECT
public:
    explicit VerdictTag(QWidget* view);

    /// Beside `cursor`, inside the view, and over none of `targets`.
    void show(const VerdictWords& words, QPoint cursor, const std::vector<QRect>& targets);
    [[nodiscard]] const VerdictWords& words() const { return m_words; }

protected:
    void paintEvent(QPaintEvent*) override;

private:
    void lay();

    VerdictWords m_words;
    QRectF m_title;
    std::vector<QRectF> m_lines;
    QRectF m_hint;
};

} // namespace colonnade::ui
