#pragma once

#include "ui/document/DesignSession.h"

#include <QPointer>
#include <QPushButton>
#include <QWidget>

class QVBoxLayout;

namespace colonnade::ui {

/// A finding with this design's numbers: formula, value against limit as a bar, margin, the path of the number, what is
/// missing, and fixes, each with its effect on all other findings. A fix shows in the strip what it comes to while the
/// mouse rests on it or the keyboard stands on it; one click applies it.
class FindingCard final : public QWidget {
    Q_OBJECT
public:
    /// What the head names: the rule, where the place is plain, or the place, where the rule is.
    enum class Head { Rule, Place };
    FindingCard(DesignSession& session, const model::Finding& finding, Head head, QWidget* parent = nullptr);

signals:
    void fixWanted(const model::Fix& fix);
    void ruleWanted(const QString& rule);
    void waiveWanted(const model::Finding& finding);

private:
    void addHead(QVBoxLayout* column, Head head);
    void addNumbers(QVBoxLayout* column);
    void addPath(QVBoxLayout* column);
    void addFixes(QVBoxLayout* column);
    void goTo(const model::Subject& subject);

    DesignSession& m_session;
    model::Finding m_finding;
};

/// A value as a bar with a mark at its limit.
class LimitBar final : public QWidget {
    Q_OBJECT
public:
    LimitBar(double value, double limit, const QColor& colour, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent*) override;

private:
    double m_value, m_limit;
    QColor m_colour;
};

/// A link that shows what it would do while the mouse or the keyboard is on it.
class PreviewLink final : public QPushButton {
    Q_OBJECT
public:
    PreviewLink(DesignSession& session, const model::Fix& fix, QWidget* parent = nullptr);
    ~PreviewLink() override;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override; ///< It may be narrower than its words, and is then cut with "…".

protected:
    void resizeEvent(QResizeEvent*) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void begin();
    void end();

    QPointer<DesignSession> m_session; ///< Null once the window comes down.
    model::Fix m_fix;
    bool m_begun = false;
};

/// What an edit does to the findings, or why it is refused, in words.
[[nodiscard]] QString effectWords(const DesignSession::Effect& effect);

} // namespace colonnade::ui
