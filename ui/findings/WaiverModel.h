#pragma once

#include "ui/document/DesignSession.h"

#include <QAbstractTableModel>

#include <vector>

namespace colonnade::ui {

/// How one waiver of the design stands.
struct WaiverStanding {
    enum class State {
        Holds,
        Expired,
        Worse,   ///< Its finding became worse by more than the profile allows: asks again.
        Orphan,  ///< No finding is there any more.
        Unjudged ///< Its rule is off or unknown, or could not be evaluated there.
    };
    model::Waiver waiver;
    State state = State::Unjudged;
    QString expires;           ///< ISO date, also where the waiver names none.
    std::optional<double> now; ///< Measured over limit, today.
    QString place;
    std::optional<model::Subject> subject; ///< Where a click leads.
};
/// Of every waiver of the judged design, those that ask for something first. `today` as ISO date. Needs an evaluation.
[[nodiscard]] std::vector<WaiverStanding> waiverStandings(const Judgement& judgement, const QString& today);
/// "Holds", "Expired", "Worse: asks again", "Orphan", "Not judged"
[[nodiscard]] QString word(WaiverStanding::State state);

/// All waivers of the design, a row each.
class WaiverModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        StateColumn,
        RuleColumn,
        WhereColumn,
        ReasonColumn,
        AuthorColumn,
        GivenColumn,
        ExpiresColumn,
        ThenColumn,
        NowColumn,
        ColumnCount
    };
    enum Role { GlyphRole = Qt::UserRole + 1 };

    explicit WaiverModel(QObject* parent = nullptr);
    void show(std::vector<WaiverStanding> waivers);
    [[nodiscard]] const WaiverStanding& at(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    [[nodiscard]] int count(WaiverStanding::State state) const;
    /// −1 where there is none.
    [[nodiscard]] int rowOf(const std::string& key) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    std::vector<WaiverStanding> m_rows;
};

} // namespace colonnade::ui
