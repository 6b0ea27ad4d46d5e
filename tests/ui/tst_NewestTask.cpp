#include "ui/document/NewestTask.h"

#include <QCoreApplication>
#include <QTest>
#include <QThread>

#include <memory>
#include <semaphore>
#include <vector>

using namespace colonnade::ui;

namespace {

/// Work that waits until it is let go, and then tells its number.
struct Gate {
    std::shared_ptr<std::binary_semaphore> open = std::make_shared<std::binary_semaphore>(0);

    [[nodiscard]] NewestTask::Work work(std::vector<int>& told, int number) const
    {
        return [open = open, &told, number](const std::stop_token&) -> NewestTask::Landing {
            open->acquire();
            return [&told, number] { told.push_back(number); };
        };
    }
};

NewestTask::Work telling(std::vector<int>& told, int number)
{
    return [&told, number](const std::stop_token&) -> NewestTask::Landing { return [&told, number] { told.push_back(number); }; };
}

} // namespace

/// Of several questions only the newest is worth an answer.
class NewestTaskTest : public QObject {
    Q_OBJECT
private slots:
    void theAnswerComesOnTheThreadOfTheOwner()
    {
        NewestTask task{nullptr};
        const QThread *worker = nullptr, *landed = nullptr;
        task.take([&](const std::stop_token&) -> NewestTask::Landing {
            worker = QThread::currentThread();
            return [&] { landed = QThread::currentThread(); };
        });
        QVERIFY(task.busy());
        QTRY_VERIFY(!task.busy());
        QVERIFY(worker && worker != QThread::currentThread());
        QCOMPARE(landed, QThread::currentThread());
    }

    void whatWaitsIsReplacedAndWhatRanIsDropped()
    {
        std::vector<int> told;
        const Gate first;
        NewestTask task{nullptr};
        task.take(first.work(told, 1));
        task.take(telling(told, 2));
        task.take(telling(told, 3));
        first.open->release();
        QTRY_VERIFY(!task.busy());
        QCOMPARE(told, std::vector<int>{3});
    }

    void whatRanIsToldWhereItMayStandUntilTheNext()
    {
        std::vector<int> told;
        const Gate first;
        NewestTask task{nullptr, NewestTask::Overtaken::Told};
        task.take(first.work(told, 1));
        task.take(telling(told, 2));
        task.take(telling(told, 3));
        first.open->release();
        QTRY_VERIFY(!task.busy());
        QCOMPARE(told, (std::vector<int>{1, 3}));
    }

    void whatIsOvertakenIsAskedToStop()
    {
        std::vector<int> told;
        NewestTask task{nullptr};
        task.take([&](const std::stop_token& stop) -> NewestTask::Landing { // Never ends unless it is told to.
            while (!stop.stop_requested())
                QThread::yieldCurrentThread();
            return [&] { told.push_back(1); };
        });
        task.take(telling(told, 2));
        QTRY_VERIFY(!task.busy());
        QCOMPARE(told, std::vector<int>{2});
    }

    void whatIsGivenUpIsNotTold()
    {
        std::vector<int> told;
        const Gate first;
        NewestTask task{nullptr};
        task.take(first.work(told, 1));
        task.take(telling(told, 2));
        task.drop();
        QVERIFY(!task.busy());
        first.open->release();
        QTRY_VERIFY(!task.busy());
        QVERIFY(told.empty());
        task.take(telling(told, 3));
        QTRY_COMPARE(told, std::vector<int>{3});
    }

    void whatIsKnownEarlyIsToldFirst()
    {
        std::vector<int> told;
        const Gate rest;
        NewestTask task{nullptr};
        task.take([&](const std::stop_token& stop) {
            task.tell([&] { told.push_back(1); }, stop);
            return rest.work(told, 2)(stop);
        });
        QTRY_COMPARE(told, std::vector<int>{1});
        QVERIFY(task.busy());
        rest.open->release();
        QTRY_COMPARE(told, (std::vector<int>{1, 2}));
    }

    void whatIsKnownEarlyOfWhatIsOvertakenIsDropped()
    {
        std::vector<int> told;
        std::binary_semaphore said{0};
        NewestTask task{nullptr};
        task.take([&](const std::stop_token& stop) -> NewestTask::Landing {
            task.tell([&] { told.push_back(1); }, stop);
            said.release();
            return {};
        });
        said.acquire();
        task.take(telling(told, 2));
        QTRY_VERIFY(!task.busy());
        QCOMPARE(told, std::vector<int>{2});
    }

    void itsEndWaitsForTheWorkerAndTellsNothing()
    {
        std::vector<int> told;
        bool ended = false;
        {
            NewestTask task{nullptr};
            task.take([&](const std::stop_token& stop) -> NewestTask::Landing {
                while (!stop.stop_requested())
                    QThread::yieldCurrentThread();
                ended = true;
                return [&] { told.push_back(1); };
            });
        }
        QVERIFY(ended);
        QCoreApplication::processEvents();
        QVERIFY(told.empty());
    }
};

QTEST_GUILESS_MAIN(NewestTaskTest)
#include "tst_NewestTask.moc"
