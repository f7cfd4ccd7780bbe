// Both goroutines are waited for, and what they share stands beside its lock.
package main

import (
	"fmt"
	"sync"
)

type shared struct {
	lock  sync.Mutex
	value int
}

func (s *shared) addThousand(group *sync.WaitGroup) {
	defer group.Done()
	for n := 0; n < 1000; n++ {
		s.lock.Lock()
		s.value++
		s.lock.Unlock()
	}
}

func main() {
	var both shared
	var group sync.WaitGroup
	group.Add(2)
	go both.addThousand(&group)
	go both.addThousand(&group)
	group.Wait()
	fmt.Println(both.value)
}
