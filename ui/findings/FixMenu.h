#pragma once

#include "ui/document/DesignSession.h"

#include <QMenu>

#include <optional>

namespace colonnade::ui {

/// The fixes of a finding, each with its effect on all findings; the one in question is previewed in the strip. Enter
/// or a click applies it. Ends itself.
class FixMenu final : public QMenu {
    Q_OBJECT
public:
    FixMenu(DesignSession& session, const model::Finding& finding, QWidget* parent);

    /// Opens with its right upper corner there, as the effects want room to the left.
    void openAt(QPoint rightTop);

signals:
    void fixWanted(const model::Fix& fix);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    /// Moves to the left what has become wider since: an effect may need more room than was kept for it.
    void keepRight();

    std::optional<int> m_right; ///< Of the screen, in pixels; nothing until it opens.
};

} // namespace colonnade::ui
