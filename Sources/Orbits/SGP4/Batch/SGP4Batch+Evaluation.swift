import Dispatch
import NumericalMethods

/// Where the lanes put what they have: the columns of ``SGP4States``.
///
/// Each task writes places of its own.
private struct SGP4Sink: @unchecked Sendable {
  let numbers: UnsafeMutablePointer<Double>
  let codes: UnsafeMutablePointer<UInt8>
  /// The length of a column.
  let count: Int

  @inline(__always)
  func put(_ state: SGP4LaneState, at place: Int) {
    let raw = UnsafeMutableRawPointer(numbers + place)
    let column = 8 * count
    raw.storeBytes(of: state.x, as: Lanes.self)
    (raw + column).storeBytes(of: state.y, as: Lanes.self)
    (raw + 2 * column).storeBytes(of: state.z, as: Lanes.self)
    (raw + 3 * column).storeBytes(of: state.vx, as: Lanes.self)
    (raw + 4 * column).storeBytes(of: state.vy, as: Lanes.self)
    (raw + 5 * column).storeBytes(of: state.vz, as: Lanes.self)
    UnsafeMutableRawPointer(codes + place).storeBytes(of: 0, as: UInt64.self)
  }

  /// Puts one lane.
  func put(_ state: SGP4LaneState, lane: Int, at place: Int) {
    numbers[place] = state.x[lane]
    numbers[place + count] = state.y[lane]
    numbers[place + 2 * count] = state.z[lane]
    numbers[place + 3 * count] = state.vx[lane]
    numbers[place + 4 * count] = state.vy[lane]
    numbers[place + 5 * count] = state.vz[lane]
    codes[place] = 0
  }

  /// Puts what the theory one by one says of `minutes` [min].
  @inline(never)
  func put(_ propagator: borrowing SGP4Propagator, _ minutes: Double, at place: Int) {
    do throws(SGP4Failure) {
      let (position, velocity) = try propagator.evaluate(minutes)
      for axis in 0..<3 {
        numbers[place + axis * count] = position[axis]
        numbers[place + (3 + axis) * count] = velocity[axis]
      }
      codes[place] = 0
    } catch {
      for column in 0..<6 { numbers[place + column * count] = .nan }
      codes[place] = UInt8(truncatingIfNeeded: error.code)
    }
  }
}

extension SGP4Batch {
  /// Lanes of eight that are worked on together, time by time: their numbers stay in the cache.
  private static let group = 16

  /// Fills states for all objects and times.
  func evaluate(_ times: SGP4BatchTimes, into states: inout SGP4States, threads: Int) {
    states.resize(satellites: propagators.count, times: times.times.count)
    guard states.count > 0 else { return }
    let count = states.count
    states.numbers.withUnsafeMutableBufferPointer { numbers in
      states.codes.withUnsafeMutableBufferPointer { codes in
        guard let first = numbers.baseAddress, let code = codes.baseAddress else { return }
        let sink = SGP4Sink(numbers: first, codes: code, count: count)
        if propagators.count < 8 {
          for satellite in propagators.indices { evaluate(satellite, times, sink) }
        } else {
          evaluate(times, sink, threads: threads)
        }
      }
    }
  }

  /// Objects in lanes, groups of them by threads.
  private func evaluate(_ times: SGP4BatchTimes, _ sink: SGP4Sink, threads: Int) {
    let groups = (lanes.count + Self.group - 1) / Self.group
    let tasks = max(1, min(threads, groups))
    let work: @Sendable (Int) -> Void = { task in
      for group in stride(from: task, to: groups, by: tasks) {
        let start = group * Self.group
        self.evaluate(start..<min(start + Self.group, self.lanes.count), times, sink)
      }
    }
    if tasks == 1 {
      work(0)
    } else {
      DispatchQueue.concurrentPerform(iterations: tasks, execute: work)
    }
  }

  /// Some lanes of objects at all times.
  private func evaluate(_ range: Range<Int>, _ times: SGP4BatchTimes, _ sink: SGP4Sink) {
    let satellites = propagators.count
    lanes.withUnsafeBufferPointer { lanes in
      for (row, time) in times.times.enumerated() {
        let day = Lanes(repeating: time.day)
        let minute = Lanes(repeating: time.minute)
        for block in range {
          let t = times.isFromEpoch ? minute : lanes[block].minutes(day, minute)
          let state = lanes[block].states(t)
          let place = row * satellites + 8 * block
          if 8 * block + 8 <= satellites {
            sink.put(state, at: place)
          } else {
            for lane in 0..<(satellites - 8 * block) {
              sink.put(state, lane: lane, at: place + lane)
            }
          }
          if any(.!state.answered) {
            complete(state, t, from: 8 * block, at: place, sink)
          }
        }
      }
    }
  }

  /// Asks one by one for the lanes that have no answer.
  @inline(never)
  private func complete(
    _ state: SGP4LaneState, _ t: Lanes, from first: Int, at place: Int, _ sink: SGP4Sink
  ) {
    propagators.withUnsafeBufferPointer { propagators in
      for lane in 0..<min(8, propagators.count - first) where !state.answered[lane] {
        sink.put(propagators[first + lane], t[lane], at: place + lane)
      }
    }
  }

  /// One object at all times, eight of them in the lanes.
  private func evaluate(_ satellite: Int, _ times: SGP4BatchTimes, _ sink: SGP4Sink) {
    var lanes = SGP4Lanes()
    for lane in 0..<8 { lanes.set(lane, propagators[satellite]) }
    let rows = times.times
    for start in stride(from: 0, to: rows.count, by: 8) {
      var day = Lanes.zero
      var minute = Lanes.zero
      let end = min(start + 8, rows.count)
      for row in start..<end {
        day[row - start] = rows[row].day
        minute[row - start] = rows[row].minute
      }
      let t = times.isFromEpoch ? minute : lanes.minutes(day, minute)
      let state = lanes.states(t)
      for row in start..<end {
        let place = row * propagators.count + satellite
        if state.answered[row - start] {
          sink.put(state, lane: row - start, at: place)
        } else {
          sink.put(propagators[satellite], t[row - start], at: place)
        }
      }
    }
  }
}

extension SGP4Lanes {
  /// The minutes from the epochs to an instant in days of TAI since 2000 and minutes of the day.
  @inline(__always)
  func minutes(_ day: Lanes, _ minute: Lanes) -> Lanes {
    (day - self.day).multiplied(by: Lanes(repeating: 1440), adding: minute - self.minute)
  }
}
